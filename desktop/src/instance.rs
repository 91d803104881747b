//! The one window of a session, as the session bus of Linux knows it.
//!
//! The plugin that forwards a second start ends the program where the address of the bus cannot be
//! read, and needs a display even to say `--quit`; both are seen to here, before it is there.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::DialogExt;
use zbus::blocking::{Connection, connection, fdo::DBusProxy};
use zbus::names::WellKnownName;

/// The name and the path the plugin takes, from the identifier in `tauri.conf.json`.
const NAME: &str = "app.keepers.desktop.SingleInstance";
const PATH: &str = "/app/keepers/desktop/SingleInstance";

const PATIENCE: Duration = Duration::from_secs(2);

/// A window that was asked to quit has so long: its sidecar has 3.5 s.
const GONE_BY: Duration = Duration::from_secs(10);

/// What the window holds while it runs where there is no bus to have a name on.
const LOCK: &str = "window.lock";

/// Whether a second start can hand its words to the first.
pub fn can_be_known() -> bool {
    static KNOWN: LazyLock<bool> = LazyLock::new(|| match session() {
        Ok(_) => true,
        Err(error) => {
            crate::say(&format!("No second start can be handed to this one: no session bus ({error})."));
            false
        }
    });
    *KNOWN
}

/// Where starts cannot be handed on: whether this window is the only one with the settings in
/// `folder`. It is from now on; a second one tells the person and ends.
pub fn is_the_only_one(app: &AppHandle, folder: &Path) -> bool {
    if can_be_known() {
        return true;
    }
    let Some(lock) = lock(folder) else {
        let words =
            "Keepers is open already. Without a session bus its window cannot be brought to the front.";
        log::warn!("{words}");
        let asked = app.clone();
        app.dialog().message(words).title("Keepers").show(move |_| asked.exit(0));
        return false;
    };
    app.manage(lock);
    true
}

/// Held until the process ends; children do not inherit it.
struct Lock {
    _file: Option<File>,
}

/// `None` when another process holds it. Where there are no locks, as on some disks of a network,
/// everyone gets one.
fn lock(folder: &Path) -> Option<Lock> {
    let open = fs::create_dir_all(folder)
        .and_then(|()| File::options().create(true).write(true).truncate(false).open(folder.join(LOCK)));
    let locked = open.map_err(TryLockError::Error).and_then(|file| file.try_lock().map(|()| file));
    match locked {
        Ok(file) => Some(Lock { _file: Some(file) }),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(error)) => {
            log::warn!("nobody can tell whether Keepers runs already: {error}");
            Some(Lock { _file: None })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_lock_for_each_folder_and_the_next_may_have_it_after_the_first() {
        let (folder, other) = (tempfile::TempDir::new().unwrap(), tempfile::TempDir::new().unwrap());
        let nested = folder.path().join("not/there/yet");
        let first = lock(&nested).unwrap();
        assert!(lock(&nested).is_none());
        assert!(lock(other.path()).is_some());
        drop(first);
        assert!(lock(&nested).is_some());
    }

    #[test]
    fn a_folder_that_cannot_be_keeps_nobody_from_starting() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let lock = lock(&file.path().join("below")).unwrap();
        assert!(lock._file.is_none());
    }
}
