//! Whether Keepers starts hidden when a person logs in. The system's entry is the only truth.

use tauri::{AppHandle, Runtime};
use tauri_plugin_autostart::ManagerExt;

use crate::error::{Answer, Problem};

/// Whether a start at login can be had here at all.
///
/// Not inside the sandboxes of Flatpak, Snap and the Mac App Store, which keep the login items of
/// the system out of reach, and not on Linux from a path with a blank: the entry would not start.
pub fn can_open_at_login() -> bool {
    let sandboxes = ["FLATPAK_ID", "SNAP", "APP_SANDBOX_CONTAINER_ID"];
    let sandboxed = sandboxes.iter().any(|name| std::env::var_os(name).is_some());
    let program = std::env::var_os("APPIMAGE").or_else(|| std::env::current_exe().ok().map(Into::into));
    let startable = program.is_some_and(|path| starts_from_an_entry(&path.to_string_lossy()));
    !sandboxed && startable
}

/// Linux's desktop entries are written without quotes.
fn starts_from_an_entry(path: &str) -> bool {
    // So Linux calls a program that an update replaced while it runs.
    let path = path.strip_suffix(" (deleted)").unwrap_or(path);
    !cfg!(target_os = "linux")
        || !path.contains(|char: char| char.is_whitespace() || "\"'\\$`%".contains(char))
}

/// Whether Keepers starts at login now; `false` when the system does not say.
pub fn opens_at_login<R: Runtime>(app: &AppHandle<R>) -> bool {
    can_open_at_login()
        && app.autolaunch().is_enabled().unwrap_or_else(|error| {
            log::warn!("cannot read whether Keepers opens at login: {error}");
            false
        })
}

/// Makes or removes the system's entry. Code `login_item_not_changed` when the system refuses.
pub fn open_at_login<R: Runtime>(app: &AppHandle<R>, wanted: bool) -> Answer<()> {
    let refused = |why: &str| {
        log::error!("cannot change whether Keepers opens at login: {why}");
        Problem::new(
            "login_item_not_changed",
            "The system did not let Keepers change what opens at login. Nothing has changed.",
        )
    };
    if !can_open_at_login() {
        return Err(refused("there is no way to from here"));
    }
    if opens_at_login(app) == wanted {
        return Ok(());
    }
    let login = app.autolaunch();
    let changed = if wanted { login.enable() } else { login.disable() };
    changed.map_err(|error| refused(&error.to_string()))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn only_paths_an_entry_can_name_are_started_from_one() {
        for path in [
            "/usr/bin/keepers-desktop",
            "/usr/bin/keepers-desktop (deleted)",
            "/home/ana/Apps/Keepers_0.1.0_amd64.AppImage",
        ] {
            assert!(starts_from_an_entry(path), "{path}");
        }
        for path in ["/home/ana/My Apps/Keepers.AppImage", "/tmp/a%f", "/tmp/$HOME/k", "/tmp/\"k\""] {
            assert!(!starts_from_an_entry(path), "{path}");
        }
    }
}
