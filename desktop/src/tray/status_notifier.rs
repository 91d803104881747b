//! Trays of Linux: the library that puts an icon there, and whether anybody shows it.

use std::sync::LazyLock;
use std::time::Duration;

use libloading::Library;
use zbus::blocking::{Connection, connection};
use zbus::zvariant::OwnedValue;

/// The names Tauri's tray loads its library by, in its order.
const LIBRARIES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const WATCHER_PATH: &str = "/StatusNotifierWatcher";
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the library for tray icons can be loaded.
pub(super) fn library_is_there() -> bool {
    static THERE: LazyLock<bool> = LazyLock::new(|| LIBRARIES.iter().any(|name| loads(name)));
    *THERE
}

fn loads(name: &str) -> bool {
    // SAFETY: these are the libraries the tray loads a moment later; their initialisers are GTK's,
    // which the program runs anyway. It is never unloaded: GTK's types cannot be.
    unsafe { Library::new(name) }.map(std::mem::forget).is_ok()
}

/// Whether a panel on the session bus shows tray icons. No bus, no answer within a second: no.
pub(super) fn is_hosted() -> bool {
    let session = connection::Builder::session().and_then(|bus| bus.method_timeout(PATIENCE).build());
    match session.and_then(|bus| is_hosted_on(&bus)) {
        Ok(hosted) => hosted,
        Err(error) => {
            log::info!("no tray: the session bus does not answer ({error})");
            false
        }
    }
}

/// GNOME without an extension has no watcher; a watcher without a panel has no host.
fn is_hosted_on(bus: &Connection) -> zbus::Result<bool> {
    let (path, interface) = ("/org/freedesktop/DBus", "org.freedesktop.DBus");
    let has_owner: bool = bus
        .call_method(Some(interface), path, Some(interface), "NameHasOwner", &WATCHER)?
        .body()
        .deserialize()?;
    if !has_owner {
        return Ok(false);
    }
    let asked = (WATCHER, "IsStatusNotifierHostRegistered");
    let properties = "org.freedesktop.DBus.Properties";
    let answer: OwnedValue = bus
        .call_method(Some(WATCHER), WATCHER_PATH, Some(properties), "Get", &asked)?
        .body()
        .deserialize()?;
    Ok(bool::try_from(answer)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::private_bus::PrivateBus;

    struct Watcher {
        hosted: bool,
    }

    #[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
    impl Watcher {
        #[zbus(property)]
        fn is_status_notifier_host_registered(&self) -> bool {
            self.hosted
        }
    }

    fn watched(bus: &PrivateBus, hosted: bool) -> Connection {
        bus.builder()
            .name(WATCHER)
            .unwrap()
            .serve_at(WATCHER_PATH, Watcher { hosted })
            .unwrap()
            .build()
            .unwrap()
    }

    #[test]
    fn a_panel_shows_icons_and_a_watcher_without_one_does_not() {
        let bus = PrivateBus::start();
        let asking = bus.connect();
        assert!(!is_hosted_on(&asking).unwrap(), "nobody is there");

        let lonely = watched(&bus, false);
        assert!(!is_hosted_on(&asking).unwrap(), "a watcher, but no panel");
        lonely.close().unwrap();

        let panel = watched(&bus, true);
        assert!(is_hosted_on(&asking).unwrap());
        panel.close().unwrap();
        assert!(!is_hosted_on(&asking).unwrap(), "the panel is gone");
    }

    #[test]
    fn a_library_that_is_not_there_does_not_load() {
        assert!(!loads("libkeepers-is-not-a-tray.so.1"));
    }
}
