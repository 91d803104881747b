//! The one window of a session, as the session bus of Linux knows it.
//!
//! The plugin that forwards a second start ends the program where the address of the bus cannot be
//! read, and needs a display even to say `--quit`; both are seen to here, before it is there.

use std::time::{Duration, Instant};

use zbus::blocking::{Connection, connection, fdo::DBusProxy};
use zbus::names::WellKnownName;

/// The name and the path the plugin takes, from the identifier in `tauri.conf.json`.
const NAME: &str = "app.keepers.desktop.SingleInstance";
const PATH: &str = "/app/keepers/desktop/SingleInstance";

const PATIENCE: Duration = Duration::from_secs(2);

/// A window that was asked to quit has so long: its sidecar has 3.5 s.
const GONE_BY: Duration = Duration::from_secs(10);

/// Whether a second start can be told from a first.
pub fn can_be_known() -> bool {
    match session() {
        Ok(_) => true,
        Err(error) => {
            crate::say(&format!("Keepers cannot tell whether it runs already: no session bus ({error})."));
            false
        }
    }
}

/// Asks the window that runs to quit and waits until it has. `true` also when none runs.
pub fn quit_running() -> bool {
    let Ok(bus) = session() else { return true };
    match quit_on(&bus) {
        Ok(gone) => gone,
        Err(error) => {
            crate::say(&format!("Keepers could not be asked to quit: {error}"));
            false
        }
    }
}

fn session() -> zbus::Result<Connection> {
    connection::Builder::session()?.method_timeout(PATIENCE).build()
}

fn quit_on(bus: &Connection) -> zbus::Result<bool> {
    let desk = DBusProxy::new(bus)?;
    let name = WellKnownName::try_from(NAME)?;
    // Heard from before the question on: an end between the two is not missed.
    let changes = desk.receive_name_owner_changed_with_args(&[(0, NAME)])?;
    if !desk.name_has_owner(name.into())? {
        return Ok(true);
    }
    let (sender, gone) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let ended = changes.into_iter().any(|change| change.args().is_ok_and(|of| of.new_owner.is_none()));
        let _ = sender.send(ended);
    });
    let began = Instant::now();
    let words = (vec!["keepers-desktop", "--quit"], "");
    bus.call_method(Some(NAME), PATH, Some("org.SingleInstance.DBus"), "ExecuteCallback", &words)?;
    Ok(gone.recv_timeout(GONE_BY.saturating_sub(began.elapsed())).unwrap_or(false))
}
