//! Notifications of Linux desktops, over the session bus.
//!
//! The bus is spoken to directly rather than through a notification crate: one listener that is
//! there before the first message is shown misses no click, needs no thread for each message, and
//! hears the activation token without which Wayland brings no window to the front.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::Value;
use zbus::{MatchRule, Message as Signal};

use super::{Click, Clicks, Message, OnClick, text};
use crate::destination::Destination;

const SERVER: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// The desktop entry as deb, rpm and AppImage have it, named after the product, and the icon.
const DESKTOP_ENTRY: &str = "Keepers";
const ICON: &str = "keepers-desktop";

const PATIENCE: Duration = Duration::from_secs(5);

/// Kinds that are remembered at once; the sidecar knows three.
const MOST_KINDS: usize = 16;

/// The notification server of the session, connected to at the first message.
pub(super) struct Desk {
    on_click: OnClick,
    address: Option<String>,
    session: Option<Session>,
}

struct Session {
    bus: Connection,
    shown: Arc<Mutex<Shown>>,
}

/// What lies on the desk, by kind.
#[derive(Default)]
struct Shown {
    /// The unique name of the server that gave the numbers.
    server: String,
    notes: Vec<Note>,
    tokens: HashMap<u32, String>,
}

struct Note {
    kind: String,
    number: u32,
    destination: Option<Destination>,
    /// Some servers tell of the closing before they tell of the click that caused it.
    closed: bool,
}

impl Desk {
    pub(super) fn new(on_click: OnClick) -> Self {
        Self { on_click, address: None, session: None }
    }

    /// Shows a message on the desk. Says whether its click will be told of.
    pub(super) fn show(&mut self, message: &Message) -> zbus::Result<Clicks> {
        let session = match self.session.take() {
            Some(session) => session,
            None => self.connect()?,
        };
        let shown = session.show(message);
        match &shown {
            // The bus is well; it is the server that is not there or does not want to.
            Ok(_) | Err(zbus::Error::MethodError(..)) => self.session = Some(session),
            // A session that failed is not kept, and its listener ends with it: the next message
            // finds the bus anew.
            Err(_) => session.end(),
        }
        shown
    }

    /// Takes our messages off the desk.
    pub(super) fn take_back(&mut self) {
        let Some(session) = self.session.take() else { return };
        session.take_back();
        session.end();
    }

    fn connect(&self) -> zbus::Result<Session> {
        let builder = match &self.address {
            Some(address) => Builder::address(address.as_str())?,
            None => Builder::session()?,
        };
        let bus = builder.method_timeout(PATIENCE).build()?;
        let shown = Arc::new(Mutex::new(Shown::default()));
        let signals = MatchRule::builder()
            .msg_type(Type::Signal)
            .sender(SERVER)?
            .interface(SERVER)?
            .path(PATH)?
            .build();
        let signals = MessageIterator::for_match_rule(signals, &bus, None)?;
        let (kept, on_click) = (Arc::clone(&shown), Arc::clone(&self.on_click));
        thread::Builder::new().name("notification clicks".into()).spawn(move || {
            for signal in signals.flatten() {
                if let Some(click) = lock(&kept).hear(&signal) {
                    on_click(click);
                }
            }
        })?;
        Ok(Session { bus, shown })
    }
}

impl Session {
    fn show(&self, message: &Message) -> zbus::Result<Clicks> {
        let capabilities: Vec<String> = self.ask("GetCapabilities", &())?;
        let can = |what: &str| capabilities.iter().any(|capability| capability == what);
        let body = if can("body-markup") {
            text::as_markup(&message.body)
        } else {
            text::without_tags(&message.body)
        };
        let title = text::without_tags(&message.title);
        // GNOME and KDE know the click on the message itself as the action "default".
        let actions: &[&str] = if can("actions") { &["default", "Open"] } else { &[] };
        let hints =
            HashMap::from([("desktop-entry", Value::from(desktop_entry())), ("urgency", Value::from(1_u8))]);
        // Held until the number is written down, so that a quick click finds it.
        let mut shown = lock(&self.shown);
        shown.forget_unless_from(self.owner()?);
        let older = shown.number_of(&message.kind);
        let whole = ("Keepers", older, ICON, title, body, actions, hints, -1_i32);
        let number: u32 = self.ask("Notify", &whole)?;
        shown.add(message, number);
        Ok(if actions.is_empty() { Clicks::AreNotTold } else { Clicks::AreTold })
    }

    /// Closes what we have shown and nobody has closed.
    fn take_back(&self) {
        let shown = lock(&self.shown);
        // A server that was started anew counts from the beginning: these may be others' messages.
        if !self.owner().is_ok_and(|owner| owner == shown.server) {
            return;
        }
        for note in shown.notes.iter().filter(|note| !note.closed) {
            let closed =
                self.bus.call_method(Some(SERVER), PATH, Some(SERVER), "CloseNotification", &note.number);
            if let Err(error) = closed {
                log::info!("a notification stays behind: {error}");
            }
        }
    }

    /// Ends the connection, and with it the thread that listens for clicks.
    fn end(self) {
        if let Err(error) = self.bus.close() {
            log::info!("the session bus was gone already: {error}");
        }
    }

    fn owner(&self) -> zbus::Result<String> {
        let (path, bus) = ("/org/freedesktop/DBus", "org.freedesktop.DBus");
        let reply = self.bus.call_method(Some(bus), path, Some(bus), "GetNameOwner", &SERVER)?;
        reply.body().deserialize()
    }

    fn ask<A, B>(&self, method: &str, with: &B) -> zbus::Result<A>
    where
        A: serde::de::DeserializeOwned + zbus::zvariant::Type,
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        let reply = self.bus.call_method(Some(SERVER), PATH, Some(SERVER), method, with)?;
        reply.body().deserialize()
    }
}

impl Shown {
    /// A server that was started anew counts from the beginning: old numbers mean others' messages.
    fn forget_unless_from(&mut self, server: String) {
        if self.server != server {
            *self = Self { server, ..Self::default() };
        }
    }

    /// The number of the message a new one of this kind replaces; 0 is none.
    fn number_of(&self, kind: &str) -> u32 {
        self.notes.iter().find(|note| note.kind == kind && !note.closed).map_or(0, |note| note.number)
    }

    fn add(&mut self, message: &Message, number: u32) {
        self.notes.retain(|note| note.kind != message.kind);
        if self.notes.len() == MOST_KINDS {
            self.notes.remove(0);
        }
        let (kind, destination) = (message.kind.clone(), message.destination);
        self.notes.push(Note { kind, number, destination, closed: false });
        self.tokens.retain(|of, _| self.notes.iter().any(|note| note.number == *of));
    }

    fn note(&mut self, number: u32) -> Option<&mut Note> {
        self.notes.iter_mut().find(|note| note.number == number)
    }

    /// What a signal of the server means; signals about other programs' messages mean nothing.
    fn hear(&mut self, signal: &Signal) -> Option<Click> {
        let header = signal.header();
        match header.member()?.as_str() {
            "ActivationToken" => {
                let (number, token): (u32, String) = signal.body().deserialize().ok()?;
                self.note(number)?;
                self.tokens.insert(number, token);
                None
            }
            "ActionInvoked" => {
                let (number, action): (u32, String) = signal.body().deserialize().ok()?;
                let destination = self.note(number).filter(|_| action == "default")?.destination;
                Some(Click { destination, activation_token: self.tokens.remove(&number) })
            }
            "NotificationClosed" => {
                let (number, _reason): (u32, u32) = signal.body().deserialize().ok()?;
                self.note(number)?.closed = true;
                None
            }
            _ => None,
        }
    }
}

/// Flatpak names the entry after the app and says how.
fn desktop_entry() -> String {
    std::env::var("FLATPAK_ID").unwrap_or_else(|_| DESKTOP_ENTRY.to_owned())
}

fn lock(shown: &Mutex<Shown>) -> MutexGuard<'_, Shown> {
    shown.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[path = "freedesktop_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "dunst_tests.rs"]
mod dunst_tests;
