//! A window that is killed leaves no sidecar behind, whatever else it has started.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::support::{Bench, Journal, stand_in};

const JOURNAL: &str = "KEEPERS_TEST_JOURNAL";
const MODE: &str = "KEEPERS_TEST_MODE";

/// Not a test of its own: the window of the tests below, which is killed.
#[test]
#[ignore = "run by the tests below in a process of its own"]
#[allow(clippy::zombie_processes, reason = "this process is killed, and its child has to outlive it")]
fn a_window_that_stays() {
    let port = std::env::var(JOURNAL).unwrap().parse().unwrap();
    let mode = std::env::var(MODE).unwrap();
    let _bench = Bench::start_words(stand_in(&mode, port), None);
    // A child of the window that outlives it must not hold the lifeline.
    let script = "exec 3<>/dev/tcp/127.0.0.1/$0; echo '{\"child\":true}' >&3; cat <&3 >/dev/null";
    Command::new("bash").args(["-c", script, &port.to_string()]).spawn().unwrap();
    loop {
        std::thread::park();
    }
}

#[test]
fn a_sidecar_ends_when_its_window_is_killed() {
    // The child is still there; its connection ends with this test.
    let (sidecar, _child) = left_by_a_killed_window("silent");
    assert_eq!(sidecar.rest(), ["end"]);
}

#[cfg(target_os = "linux")]
#[test]
fn so_does_one_that_has_not_come_to_reading_yet() {
    let (sidecar, _child) = left_by_a_killed_window("not_reading_yet");
    assert_eq!(sidecar.rest(), Vec::<serde_json::Value>::new());
}

/// The journals of a sidecar of this mode and of another child of the window, which was just killed.
fn left_by_a_killed_window(mode: &str) -> (Journal, Journal) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut window = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "lifeline::a_window_that_stays", "--ignored"])
        .env(JOURNAL, listener.local_addr().unwrap().port().to_string())
        .env(MODE, mode)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .unwrap();
    let both = [Journal::accept(&listener), Journal::accept(&listener)];
    let (mut children, mut sidecars): (Vec<_>, Vec<_>) =
        both.into_iter().partition(|journal| journal.hello["child"] == true);
    window.kill().unwrap();
    window.wait().unwrap();
    (sidecars.remove(0), children.remove(0))
}
