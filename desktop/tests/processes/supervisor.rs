//! The supervisor over real processes that behave well and badly.

use std::time::Duration;

use keepers_desktop::backend::BackendState;
use keepers_desktop::protocol::{MigrationPhase, Order, Work};
use keepers_desktop::supervisor::{Limits, Report};
use serde_json::{Value, json};

use crate::support::Bench;

fn quick_to_start_again() -> Limits {
    Limits { pauses: [Duration::from_millis(1); 5], ..Limits::default() }
}

#[test]
fn a_sidecar_is_greeted_opened_and_stopped_in_good_order() {
    let bench = Bench::start("plain", Limits::default());
    let journal = bench.journal();
    let secrets = &bench.secrets;
    assert_eq!(
        journal.hello["hello"],
        json!({
            "protocol": 1,
            "token": secrets.token,
            "media_key": secrets.media_key,
            "library": null,
            "port": 0,
            "origins": ["tauri://localhost"],
            "alongside": false,
        })
    );
    let expected = BackendState::Ready {
        port: 40123,
        token: secrets.token.clone(),
        media_key: secrets.media_key.clone(),
        library: "/usual".to_owned(),
        works_here: true,
        run: 1,
    };
    assert!(bench.ready() == expected);
    bench.supervisor.stop();
    assert!(bench.supervisor.state() == BackendState::Stopped);
    assert_eq!(journal.rest(), [json!({"do": "stop"}), json!("end")]);
    bench.supervisor.stop();
}

#[test]
fn work_and_notices_are_passed_on() {
    let bench = Bench::start("plain", Limits::default());
    let working = Work { paused: false, active: true };
    let mut told = Vec::new();
    while told.len() < 2 {
        match bench.report() {
            Report::State(_) => {}
            Report::Work(work) => {
                assert_eq!(work, working);
                assert_eq!(bench.supervisor.work(), working);
                told.push("work");
            }
            Report::Notice(notice) => {
                assert_eq!((notice.kind.as_str(), notice.title.as_str()), ("work", "2 photos added"));
                assert_eq!(notice.open, None, "a place of tomorrow leads nowhere");
                told.push("notice");
            }
        }
    }
    assert_eq!(told, ["work", "notice"]);
    bench.supervisor.stop();
    assert_eq!(bench.supervisor.work(), Work::default(), "nobody works any more");
}

#[test]
fn orders_are_answered_by_their_ids() {
    let bench = Bench::start("plain", Limits::default());
    bench.ready();
    let folder = bench.supervisor.offer_folder("/photos/2019".to_owned()).unwrap();
    assert_eq!(
        (folder.handle.as_str(), folder.name.as_str(), folder.path.as_str()),
        ("h1", "2019", "/photos/2019")
    );
    assert_eq!(bench.supervisor.locate(12).unwrap().path, "/photos/12.jpg");
    let long = bench.supervisor.offer_folder("x".repeat(4097)).unwrap_err();
    assert_eq!(long.code, "path_too_long");
}

#[test]
fn a_refusal_of_the_sidecar_is_the_answer() {
    let bench = Bench::start("refuses", Limits::default());
    bench.ready();
    let refused = bench.supervisor.offer_folder("/etc".to_owned()).unwrap_err();
    assert_eq!((refused.code.as_str(), refused.message.as_str()), ("folder_refused", "Not this one."));
}

#[test]
fn an_answer_that_does_not_come_is_not_waited_for_forever() {
    let limits = Limits { answer: Duration::from_millis(50), ..Limits::default() };
    let bench = Bench::start("never_answers", limits);
    bench.ready();
    assert_eq!(bench.supervisor.offer_folder("/a".to_owned()).unwrap_err().code, "sidecar_slow");
}

#[test]
fn nothing_is_asked_of_a_sidecar_that_is_not_ready() {
    let bench = Bench::start("silent", Limits::default());
    let journal = bench.journal();
    assert_eq!(bench.supervisor.locate(1).unwrap_err().code, "not_ready");
    bench.supervisor.stop();
    assert_eq!(journal.rest(), [json!("end")]);
}

#[test]
fn a_sidecar_that_crashes_is_started_again_with_the_same_keys_and_port() {
    let bench = Bench::start("plain", quick_to_start_again());
    let first = bench.journal();
    bench.ready();
    bench.supervisor.order(Order::PauseWork);
    let states = bench.states_until(|state| matches!(state, BackendState::Ready { .. }));
    let names: Vec<_> = states.iter().map(BackendState::name).collect();
    assert_eq!(
        names,
        ["restarting, attempt 1 in 1 ms", "restarting, attempt 1 in 0 ms", "ready on port 40123, run 2"]
    );
    assert_eq!(first.rest(), [json!({"do": "pause_work"})]);
    let second = bench.journal();
    assert_eq!(second.hello["hello"]["port"], 40123);
    assert_eq!(second.hello["hello"]["token"], bench.secrets.token);
    assert_eq!(second.hello["hello"]["media_key"], bench.secrets.media_key);
}

#[test]
fn someone_who_waits_for_an_answer_is_told_at_once_when_the_sidecar_is_gone() {
    let bench = Bench::start("never_answers", quick_to_start_again());
    let mut journal = bench.journal();
    bench.ready();
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| bench.supervisor.offer_folder("/a".to_owned()));
        assert_eq!(journal.next().unwrap()["do"], "offer_folder");
        bench.supervisor.order(Order::PauseWork);
        assert_eq!(asked.join().unwrap().unwrap_err().code, "not_ready");
    });
}

#[test]
fn five_crashes_in_a_row_are_enough_and_their_last_words_are_told_without_the_keys() {
    let bench = Bench::start("crashes", quick_to_start_again());
    let (code, message, facts, _) = bench.fatal();
    assert_eq!(code, "sidecar_crashed");
    assert!(message.contains("five times"), "{message}");
    assert_eq!(facts["how"], "exit code 3");
    assert_eq!(
        facts["log"].as_str().unwrap().replace('\r', ""),
        "one line of the end\nthe token was [token]\n"
    );
    let pids: Vec<_> = (0..5).map(|_| bench.journal().hello["pid"].clone()).collect();
    assert_eq!(pids.len(), 5);
    // A person may try again, and what was before does not count.
    bench.supervisor.restart(false);
    assert!(bench.state() == BackendState::Starting);
    assert_eq!(bench.state().name(), "restarting, attempt 1 in 1 ms");
}

#[test]
fn a_crash_is_seen_although_a_child_of_the_sidecar_holds_its_pipes() {
    let bench = Bench::start("crashes_and_leaves_a_child", quick_to_start_again());
    assert_eq!(bench.state().name(), "restarting, attempt 1 in 1 ms");
}

#[test]
fn a_fatal_word_is_the_last_and_nothing_is_started_after_it() {
    let bench = Bench::start("fatal", quick_to_start_again());
    let journal = bench.journal();
    let (code, message, facts, library) = bench.fatal();
    assert_eq!((code.as_str(), message.as_str()), ("library_in_use", "Another Keepers has it."));
    assert_eq!(facts, json!({"pid": 77, "since": 1_700_000_000_000_u64}));
    assert_eq!(library.as_deref(), Some("/l"));
    journal.rest();
    // The one way on is a person's wish; this one is passed to the sidecar.
    bench.supervisor.restart(true);
    assert_eq!(bench.journal().hello["hello"]["alongside"], true);
    bench.fatal();
}

#[test]
fn a_sidecar_of_another_protocol_is_ended_and_told_of() {
    let bench = Bench::start("other_protocol", Limits::default());
    let journal = bench.journal();
    assert_eq!(bench.fatal().0, "protocol_unknown");
    assert_eq!(journal.rest(), [json!({"do": "stop"}), json!("end")]);
    assert_eq!(bench.fatal_now(), "protocol_unknown", "what it says later changes nothing");
}

#[test]
fn a_sidecar_that_says_nothing_is_given_up() {
    let limits = Limits { first_word: Duration::from_millis(300), ..Limits::default() };
    let bench = Bench::start("silent", limits);
    assert_eq!(bench.fatal().0, "sidecar_silent");
}

#[test]
fn what_cannot_be_understood_is_passed_over() {
    let bench = Bench::start("babbles", Limits::default());
    assert_eq!(bench.ready().name(), "ready on port 40123, run 1");
}

#[test]
fn a_migration_is_told_in_percent() {
    let bench = Bench::start("migrates", Limits::default());
    let states = bench.states_until(|state| matches!(state, BackendState::Ready { .. }));
    assert!(states[0] == BackendState::Migrating { phase: MigrationPhase::BackingUp, percent: 10.0 });
    assert!(states[1] == BackendState::Migrating { phase: MigrationPhase::Applying, percent: 100.0 });
}

#[test]
fn a_sidecar_that_does_not_stop_is_ended() {
    let limits = Limits { stop: Duration::from_millis(200), ..Limits::default() };
    let bench = Bench::start("deaf", limits);
    let journal = bench.journal();
    bench.ready();
    bench.supervisor.stop();
    assert_eq!(journal.rest(), Vec::<Value>::new(), "it is gone and has written nothing");
}

#[test]
fn a_start_anew_ends_the_old_sidecar_before_the_new_one_begins() {
    let bench = Bench::start("plain", Limits::default());
    let first = bench.journal();
    bench.ready();
    bench.supervisor.restart(false);
    let second = bench.journal();
    assert_eq!(first.rest(), [json!({"do": "stop"}), json!("end")]);
    assert_eq!(bench.ready().name(), "ready on port 40123, run 2");
    assert_ne!(second.hello["pid"], Value::Null);
}

#[test]
fn a_sidecar_that_is_not_there_is_said_to_be_missing() {
    let bench = Bench::start_words(vec!["/nowhere/keepers-sidecar".to_owned()], None);
    let (code, message, ..) = bench.fatal();
    assert_eq!(code, "sidecar_missing");
    assert!(message.contains("Install Keepers again"), "{message}");
    bench.supervisor.stop();
    assert!(bench.supervisor.state() == BackendState::Stopped);
}

#[test]
fn a_sidecar_that_rests_is_gone_until_it_is_wanted_again() {
    let bench = Bench::start("plain", Limits::default());
    let first = bench.journal();
    bench.ready();
    bench.supervisor.rest();
    assert!(bench.supervisor.state() == BackendState::Stopped);
    assert_eq!(first.rest(), [json!({"do": "stop"}), json!("end")]);
    bench.supervisor.rest();
    assert_eq!(bench.supervisor.locate(1).unwrap_err().code, "not_ready");
    bench.supervisor.restart(false);
    let states = bench.states_until(|state| matches!(state, BackendState::Ready { .. }));
    let names: Vec<_> = states.iter().map(BackendState::name).collect();
    assert_eq!(names, ["stopped", "starting", "ready on port 40123, run 2"]);
    bench.supervisor.stop();
    bench.supervisor.rest();
    assert!(bench.supervisor.state() == BackendState::Stopped, "after the end there is nothing to wait for");
}

#[test]
fn a_rest_also_ends_the_waiting_for_a_start_after_a_crash() {
    let limits = Limits { pauses: [Duration::from_secs(3600); 5], ..Limits::default() };
    let bench = Bench::start("crashes", limits);
    bench.states_until(|state| matches!(state, BackendState::Restarting { .. }));
    bench.supervisor.rest();
    assert!(bench.supervisor.state() == BackendState::Stopped);
}

#[test]
fn a_sidecar_the_system_does_not_end_keeps_nobody_waiting() {
    let zero = Duration::ZERO;
    let bench = Bench::start("deaf", Limits { stop: zero, kill: zero, ..Limits::default() });
    bench.ready();
    bench.supervisor.restart(false);
    bench.ready();
    bench.supervisor.stop();
    assert!(bench.supervisor.state() == BackendState::Stopped);
}
