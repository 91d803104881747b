//! The window's own settings, as the page shows and changes them.

use serde::Serialize;
use tauri::AppHandle;

use crate::autostart_choice::{can_open_at_login, open_at_login, opens_at_login};
use crate::commands::{elsewhere, not_written};
use crate::error::Answer;
use crate::state::AppState;
use crate::window;

/// What can be set, how it is set, and what this system allows.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DesktopSettings {
    close_to_tray: bool,
    open_at_login: bool,
    notify_when_done: bool,
    check_for_updates: bool,
    /// The library a person chose; `None` is the usual one.
    library: Option<String>,
    can_open_at_login: bool,
    can_update: bool,
    has_tray: bool,
    version: &'static str,
}

/// The settings as they are now.
#[tauri::command]
pub async fn desktop_settings(app: AppHandle) -> Answer<DesktopSettings> {
    elsewhere(app, |app, state| Ok(settings_now(app, state))).await
}

/// Changes what is given, leaves the rest, and answers with the settings as they are then.
#[tauri::command]
pub async fn change_desktop_settings(
    app: AppHandle,
    close_to_tray: Option<bool>,
    open_at_login: Option<bool>,
    notify_when_done: Option<bool>,
    check_for_updates: Option<bool>,
) -> Answer<DesktopSettings> {
    elsewhere(app, move |app, state| {
        // The system may refuse this one, and then nothing has changed.
        if let Some(wanted) = open_at_login {
            self::open_at_login(app, wanted)?;
        }
        let changed = state.settings.change(|settings| {
            settings.close_to_tray = close_to_tray.unwrap_or(settings.close_to_tray);
            settings.notify_when_done = notify_when_done.unwrap_or(settings.notify_when_done);
            settings.check_for_updates = check_for_updates.unwrap_or(settings.check_for_updates);
        });
        changed.map_err(|error| not_written(&error))?;
        Ok(settings_now(app, state))
    })
    .await
}

fn settings_now(app: &AppHandle, state: &AppState) -> DesktopSettings {
    let settings = state.settings.get();
    DesktopSettings {
        close_to_tray: settings.close_to_tray,
        open_at_login: opens_at_login(app),
        notify_when_done: settings.notify_when_done,
        check_for_updates: settings.check_for_updates,
        library: settings.library,
        can_open_at_login: can_open_at_login(),
        can_update: cfg!(feature = "updater"),
        has_tray: window::has_tray(state),
        version: env!("CARGO_PKG_VERSION"),
    }
}
