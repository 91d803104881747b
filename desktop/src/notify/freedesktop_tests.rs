//! The desk before a notification server of the test's own, on a bus of its own.

use std::sync::mpsc::{Receiver, Sender, channel};

use zbus::zvariant::OwnedValue;

use super::*;
use crate::notify::Notifications;
use crate::private_bus::PrivateBus;

const PHOTO: Option<Destination> = Some(Destination::Photo { id: 7 });

/// What the server was asked to show.
#[derive(Debug)]
struct Asked {
    replaces: u32,
    title: String,
    body: String,
    actions: Vec<String>,
    desktop_entry: String,
}

struct Server {
    capabilities: Vec<&'static str>,
    given: u32,
    asked: Sender<Asked>,
    closed: Sender<u32>,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Server {
    fn get_capabilities(&self) -> Vec<&'static str> {
        self.capabilities.clone()
    }

    #[allow(clippy::too_many_arguments, reason = "the words of the specification")]
    fn notify(
        &mut self,
        _app_name: String,
        replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let desktop_entry = hints["desktop-entry"].downcast_ref::<String>().expect("a string");
        let asked = Asked { replaces: replaces_id, title: summary, body, actions, desktop_entry };
        self.asked.send(asked).expect("the test listens");
        if replaces_id != 0 {
            return replaces_id;
        }
        self.given += 1;
        self.given
    }

    fn close_notification(&self, id: u32) {
        self.closed.send(id).expect("the test listens");
    }
}

/// A bus, a server on it, and a desk that knows it.
struct Scene {
    desk: Desk,
    clicks: Receiver<Click>,
    bus: PrivateBus,
    closing: Sender<u32>,
    closed: Receiver<u32>,
}

impl Scene {
    fn new() -> Self {
        let bus = PrivateBus::start();
        let (clicked, clicks) = channel();
        let on_click = Arc::new(move |click| clicked.send(click).expect("the test listens"));
        let address = Some(bus.address().to_owned());
        let (closing, closed) = channel();
        Self { desk: Desk { on_click, address, session: None }, clicks, bus, closing, closed }
    }

    fn serve(&self, capabilities: &[&'static str]) -> (Connection, Receiver<Asked>) {
        let (sender, asked) = channel();
        let (capabilities, closed) = (capabilities.to_vec(), self.closing.clone());
        let server = Server { capabilities, given: 0, asked: sender, closed };
        let there = self.bus.builder().serve_at(PATH, server).unwrap().name(SERVER).unwrap();
        (there.build().unwrap(), asked)
    }
}

fn message(kind: &str, title: &str, destination: Option<Destination>) -> Message {
    Message { kind: kind.into(), title: title.into(), body: "3 < 4 & <b>so on</b>".into(), destination }
}

fn says<B: serde::Serialize + zbus::zvariant::DynamicType>(server: &Connection, signal: &str, body: &B) {
    server.emit_signal(None::<&str>, PATH, SERVER, signal, body).unwrap();
}

#[test]
fn a_message_is_shown_and_its_click_comes_back_with_the_place_and_the_token() {
    let mut scene = Scene::new();
    let (server, asked) = scene.serve(&["actions", "body", "body-markup"]);
    assert_eq!(scene.desk.show(&message("work", "412 photos added", PHOTO)).unwrap(), Clicks::AreTold);

    let asked = asked.recv().unwrap();
    assert_eq!((asked.replaces, asked.title.as_str()), (0, "412 photos added"));
    assert_eq!(asked.body, "3 &lt; 4 &amp; &lt;b&gt;so on&lt;/b&gt;");
    assert_eq!(asked.actions, ["default", "Open"]);
    assert_eq!(asked.desktop_entry, desktop_entry());

    // Other programs' messages and other buttons come first; only the last is a click of ours.
    says(&server, "ActionInvoked", &(99_u32, "default"));
    says(&server, "ActionInvoked", &(1_u32, "snooze"));
    says(&server, "ActivationToken", &(99_u32, "theirs"));
    says(&server, "ActivationToken", &(1_u32, "ours"));
    says(&server, "ActionInvoked", &(1_u32, "default"));
    let click = scene.clicks.recv().unwrap();
    assert_eq!(click, Click { destination: PHOTO, activation_token: Some("ours".into()) });
}

#[test]
fn a_server_without_actions_tells_of_no_click_and_without_markup_gets_no_tags() {
    let mut scene = Scene::new();
    let (_server, asked) = scene.serve(&["body"]);
    assert_eq!(scene.desk.show(&message("work", "Done", PHOTO)).unwrap(), Clicks::AreNotTold);
    let asked = asked.recv().unwrap();
    assert_eq!(asked.actions, Vec::<String>::new());
    assert_eq!(asked.body, "3 ‹ 4 & ‹b›so on‹/b›");
}

#[test]
fn a_newer_message_takes_the_place_of_the_older_of_its_kind_only() {
    let mut scene = Scene::new();
    let (server, asked) = scene.serve(&["actions"]);
    for (kind, place) in [("work", PHOTO), ("tray", None), ("work", Some(Destination::Activity))] {
        scene.desk.show(&message(kind, kind, place)).unwrap();
    }
    let replaced: Vec<u32> = asked.try_iter().map(|asked| asked.replaces).collect();
    assert_eq!(replaced, [0, 0, 1]);

    says(&server, "ActionInvoked", &(1_u32, "default"));
    assert_eq!(scene.clicks.recv().unwrap().destination, Some(Destination::Activity));
    says(&server, "ActionInvoked", &(2_u32, "default"));
    assert_eq!(scene.clicks.recv().unwrap(), Click { destination: None, activation_token: None });
}

#[test]
fn a_closed_message_is_not_replaced_but_its_late_click_counts() {
    let mut scene = Scene::new();
    let (server, asked) = scene.serve(&["actions"]);
    scene.desk.show(&message("work", "first", PHOTO)).unwrap();
    says(&server, "NotificationClosed", &(1_u32, 2_u32));
    says(&server, "ActionInvoked", &(1_u32, "default"));
    assert_eq!(scene.clicks.recv().unwrap().destination, PHOTO);
    scene.desk.show(&message("work", "second", PHOTO)).unwrap();
    let replaced: Vec<u32> = asked.try_iter().map(|asked| asked.replaces).collect();
    assert_eq!(replaced, [0, 0]);
}

#[test]
fn numbers_of_a_server_that_was_started_anew_are_others() {
    let mut scene = Scene::new();
    let (server, _asked) = scene.serve(&["actions"]);
    scene.desk.show(&message("work", "before", PHOTO)).unwrap();
    server.close().unwrap();
    let (server, asked) = scene.serve(&["actions"]);
    scene.desk.show(&message("tray", "after", None)).unwrap();
    scene.desk.show(&message("work", "after", PHOTO)).unwrap();
    let replaced: Vec<u32> = asked.try_iter().map(|asked| asked.replaces).collect();
    assert_eq!(replaced, [0, 0]);
    says(&server, "ActionInvoked", &(1_u32, "default"));
    assert_eq!(scene.clicks.recv().unwrap().destination, None, "1 is now the message of the tray");
}

#[test]
fn without_a_server_showing_fails_and_the_next_message_tries_again() {
    let mut scene = Scene::new();
    assert!(scene.desk.show(&message("work", "lost", PHOTO)).is_err());
    let (_server, asked) = scene.serve(&["actions"]);
    assert_eq!(scene.desk.show(&message("work", "found", PHOTO)).unwrap(), Clicks::AreTold);
    assert_eq!(asked.recv().unwrap().title, "found");
}

#[test]
fn a_server_that_refuses_does_not_cost_the_clicks_of_what_lies_there() {
    let mut scene = Scene::new();
    let (server, _asked) = scene.serve(&["actions"]);
    scene.desk.show(&message("work", "there", PHOTO)).unwrap();
    let bus = scene.bus.connect();
    let names = || zbus::blocking::fdo::DBusProxy::new(&bus).unwrap().list_names().unwrap().len();
    let guests = names();
    server.release_name(SERVER).unwrap();
    for _ in 0..3 {
        assert!(scene.desk.show(&message("tray", "lost", None)).is_err());
    }
    assert_eq!(names(), guests - 1, "no connection is left behind by a message that was not shown");
    server.request_name(SERVER).unwrap();
    says(&server, "ActionInvoked", &(1_u32, "default"));
    assert_eq!(scene.clicks.recv().unwrap().destination, PHOTO);
}

#[test]
fn what_still_lies_there_is_taken_back_at_the_end() {
    let mut scene = Scene::new();
    let (server, _asked) = scene.serve(&["actions"]);
    for kind in ["work", "tray", "update"] {
        scene.desk.show(&message(kind, kind, PHOTO)).unwrap();
    }
    says(&server, "NotificationClosed", &(2_u32, 2_u32));
    // In the order of the bus: with this click the closing was heard too.
    says(&server, "ActionInvoked", &(3_u32, "default"));
    scene.clicks.recv().unwrap();
    scene.desk.take_back();
    assert_eq!(scene.closed.try_iter().collect::<Vec<_>>(), [1, 3]);
    scene.desk.take_back();
    assert!(scene.closed.try_recv().is_err(), "nothing is left to be taken back");
}

#[test]
fn what_nobody_could_click_is_offered_to_who_opens_the_window() {
    let Scene { desk, .. } = Scene::new();
    let notifications = Notifications::on(desk).unwrap();
    assert_eq!(notifications.window_opened(), None);
    notifications.show(message("work", "lost", PHOTO));
    let Notifications { tasks, offer } = notifications;
    drop(tasks);
    // The thread lets go of its share when it has shown what there was.
    while Arc::strong_count(&offer) > 1 {
        thread::yield_now();
    }
    assert_eq!(super::super::lock(&offer).take(std::time::Instant::now()), PHOTO);
}
