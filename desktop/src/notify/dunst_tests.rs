//! The desk before a real notification daemon, on a display and a bus of the test's own.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;

use zbus::blocking::fdo::DBusProxy;
use zbus::zvariant::OwnedValue;

use super::*;
use crate::private_bus::PrivateBus;

/// What dunst lets other programs do with what it shows.
const REMOTE: &str = "org.dunstproject.cmd0";

/// Messages stay until they are clicked.
const STAYS: &str = "[global]\nidle_threshold = 0\n[urgency_normal]\ntimeout = 0\n";

/// A process that ends with the test.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn display() -> (Ends, String) {
    let words = ["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"];
    let mut server = Command::new("Xvfb").args(words).stdout(Stdio::piped()).spawn().expect("Xvfb starts");
    let mut number = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
    (Ends(server), format!(":{}", number.trim()))
}

fn dunst(bus: &PrivateBus, display: &str) -> (Ends, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let rules = folder.path().join("dunstrc");
    fs::write(&rules, STAYS).unwrap();
    let watching = bus.connect();
    let names = DBusProxy::new(&watching).unwrap();
    let mut came = names.receive_name_owner_changed_with_args(&[(0, SERVER)]).unwrap();
    let daemon = Command::new("dunst")
        .arg("-config")
        .arg(&rules)
        .env("DISPLAY", display)
        .env("DBUS_SESSION_BUS_ADDRESS", bus.address())
        .env_remove("WAYLAND_DISPLAY")
        .spawn()
        .expect("dunst starts");
    came.next().expect("dunst is on the bus");
    (Ends(daemon), folder)
}

fn displayed(bus: &Connection) -> u32 {
    let asked = (REMOTE, "displayedLength");
    let properties = Some("org.freedesktop.DBus.Properties");
    let answer = bus.call_method(Some(SERVER), PATH, properties, "Get", &asked).unwrap();
    answer.body().deserialize::<OwnedValue>().unwrap().try_into().unwrap()
}

/// Clicks the one message that is displayed, then clears the desk.
fn click(bus: &Connection) {
    let tell = |what: &str| bus.call_method(Some(SERVER), PATH, Some(REMOTE), what, &());
    while displayed(bus) == 0 {
        thread::yield_now();
    }
    assert_eq!(displayed(bus), 1);
    bus.call_method(Some(SERVER), PATH, Some(REMOTE), "NotificationAction", &0_u32).unwrap();
    tell("NotificationCloseAll").unwrap();
    while displayed(bus) > 0 {
        thread::yield_now();
    }
}

#[test]
#[ignore = "Platform: needs Xvfb and dunst"]
fn a_real_daemon_shows_one_message_of_a_kind_and_tells_of_its_click() {
    let (bus, (_screen, number)) = (PrivateBus::start(), display());
    let (_daemon, _rules) = dunst(&bus, &number);
    let remote = bus.connect();
    let (clicked, clicks) = channel();
    let on_click = Arc::new(move |click| clicked.send(click).expect("the test listens"));
    let mut desk = Desk { on_click, address: Some(bus.address().to_owned()), session: None };

    for (title, id) in [("4 photos added", 1), ("412 photos added", 2)] {
        let destination = Some(Destination::Photo { id });
        let message = Message { kind: "work".into(), title: title.into(), body: "<b>".into(), destination };
        assert_eq!(desk.show(&message).unwrap(), Clicks::AreTold);
    }
    click(&remote);
    assert_eq!(clicks.recv().unwrap().destination, Some(Destination::Photo { id: 2 }));

    let hidden = Message::goes_on_in_the_background();
    assert_eq!(desk.show(&hidden).unwrap(), Clicks::AreTold);
    click(&remote);
    assert_eq!(
        clicks.recv().unwrap().destination,
        None,
        "the first of its kind was replaced, so this is next"
    );
}
