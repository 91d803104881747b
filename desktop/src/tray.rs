//! The icon in the tray: open the window, pause work or go on with it, quit.

use std::sync::{Mutex, PoisonError};

use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Runtime};

use crate::protocol::Work;

#[cfg(target_os = "linux")]
mod status_notifier;

const OPEN: &str = "tray.open";
const WORK: &str = "tray.work";
const QUIT: &str = "tray.quit";

const PAUSE: &str = "Pause work";
const GO_ON: &str = "Go on with work";

/// What was chosen at the tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrayAction {
    Open,
    PauseWork,
    GoOnWithWork,
    Quit,
}

/// What the tray says: the work of a library that is open, or `None` while none is.
pub type TrayState = Option<Work>;

/// The icon and what it last said.
pub struct Tray<R: Runtime> {
    work: MenuItem<R>,
    state: Mutex<TrayState>,
    // Taken out of the tray when dropped.
    _icon: TrayIcon<R>,
}

impl<R: Runtime> Tray<R> {
    /// Puts the icon into the tray; `act` is called on the main thread.
    ///
    /// `Ok(None)`: this system has no library for trays. Having an icon does not mean that anybody
    /// shows it; that is [`is_shown`].
    pub fn install(
        app: &AppHandle<R>,
        act: impl Fn(&AppHandle<R>, TrayAction) + Clone + Send + Sync + 'static,
        state_of: impl Fn(&AppHandle<R>) -> TrayState + Send + Sync + 'static,
    ) -> tauri::Result<Option<Self>> {
        // Tauri's tray ends the program where the library is missing, so it is looked for first.
        #[cfg(target_os = "linux")]
        if !status_notifier::library_is_there() {
            log::warn!("no tray: libayatana-appindicator3 is not installed");
            return Ok(None);
        }
        let work = MenuItem::with_id(app, WORK, PAUSE, false, None::<&str>)?;
        let menu = Menu::with_items(
            app,
            &[
                &MenuItem::with_id(app, OPEN, "Open Keepers", true, None::<&str>)?,
                &work,
                &PredefinedMenuItem::separator(app)?,
                &MenuItem::with_id(app, QUIT, "Quit Keepers", true, None::<&str>)?,
            ],
        )?;
        let on_click = act.clone();
        let mut builder = TrayIconBuilder::with_id("keepers")
            .tooltip("Keepers")
            .menu(&menu)
            // On macOS a click on the menu bar opens a menu; elsewhere it opens the window.
            .show_menu_on_left_click(cfg!(target_os = "macos"))
            .on_menu_event(move |app, event| {
                if let Some(action) = chosen(event.id().as_ref(), state_of(app)) {
                    act(app, action);
                }
            })
            .on_tray_icon_event(move |tray, event| {
                if opens(&event) {
                    on_click(tray.app_handle(), TrayAction::Open);
                }
            });
        if cfg!(target_os = "macos") {
            // The system colours it for the menu bar.
            builder = builder.icon(tauri::include_image!("icons/tray/template.png")).icon_as_template(true);
        } else if let Some(icon) = app.default_window_icon() {
            // In colour: nobody tells whether the panel is dark, and one colour could not be seen on it.
            builder = builder.icon(icon.clone());
        }
        let icon = builder.build(app)?;
        Ok(Some(Self { work, state: Mutex::new(None), _icon: icon }))
    }

    /// Says what the work is now.
    pub fn show(&self, state: TrayState) -> tauri::Result<()> {
        let mut shown = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if *shown != state {
            let (words, can_be_chosen) = work_item(state);
            self.work.set_text(words)?;
            self.work.set_enabled(can_be_chosen)?;
            *shown = state;
        }
        Ok(())
    }
}

/// Whether somebody shows tray icons now, so that a hidden window can be brought back with one.
///
/// Asks the session bus on Linux, for at most a second: panels come and go.
pub fn is_shown() -> bool {
    #[cfg(target_os = "linux")]
    return status_notifier::library_is_there() && status_notifier::is_hosted();
    #[cfg(not(target_os = "linux"))]
    true
}

/// The words of the middle item, and whether it can be chosen.
fn work_item(state: TrayState) -> (&'static str, bool) {
    match state {
        Some(Work { paused: true, .. }) => (GO_ON, true),
        Some(_) => (PAUSE, true),
        None => (PAUSE, false),
    }
}

/// What choosing an item means while the work is as it is.
fn chosen(item: &str, state: TrayState) -> Option<TrayAction> {
    match (item, state) {
        (OPEN, _) => Some(TrayAction::Open),
        (QUIT, _) => Some(TrayAction::Quit),
        (WORK, Some(Work { paused: true, .. })) => Some(TrayAction::GoOnWithWork),
        (WORK, Some(_)) => Some(TrayAction::PauseWork),
        _ => None,
    }
}

fn opens(event: &TrayIconEvent) -> bool {
    !cfg!(target_os = "macos")
        && matches!(
            event,
            TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(paused: bool, active: bool) -> TrayState {
        Some(Work { paused, active })
    }

    #[test]
    fn the_item_says_what_choosing_it_does() {
        for (state, words, action) in [
            (work(false, true), PAUSE, TrayAction::PauseWork),
            (work(false, false), PAUSE, TrayAction::PauseWork),
            (work(true, true), GO_ON, TrayAction::GoOnWithWork),
            (work(true, false), GO_ON, TrayAction::GoOnWithWork),
        ] {
            assert_eq!(work_item(state), (words, true));
            assert_eq!(chosen(WORK, state), Some(action));
        }
    }

    #[test]
    fn without_an_open_library_there_is_no_work_to_pause() {
        assert_eq!(work_item(None), (PAUSE, false));
        assert_eq!(chosen(WORK, None), None);
    }

    #[test]
    fn opening_and_quitting_are_always_there_and_other_menus_are_not_ours() {
        for state in [None, work(true, false)] {
            assert_eq!(chosen(OPEN, state), Some(TrayAction::Open));
            assert_eq!(chosen(QUIT, state), Some(TrayAction::Quit));
            assert_eq!(chosen("edit.undo", state), None);
            assert_eq!(chosen("", state), None);
        }
    }
}
