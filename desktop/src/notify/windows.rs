//! Notifications of Windows: toasts.
//!
//! Windows shows toasts of programs it knows by their shortcut in the start menu, which the
//! installers make. A toast is clicked while Keepers runs; the crate gives no way to replace one, so
//! an older message of the same kind stays in the list.

use tauri_winrt_notification::{Result, Toast};

use super::{Click, Clicks, Message, OnClick};

/// The identifier the installers give the shortcut: that of `tauri.conf.json`.
const PROGRAM: &str = "app.keepers.desktop";

pub(super) struct Desk {
    on_click: OnClick,
}

impl Desk {
    pub(super) fn new(on_click: OnClick) -> Self {
        Self { on_click }
    }

    /// Toasts stay in the list: the crate gives no way back to one that was shown.
    pub(super) fn take_back(&mut self) {}

    /// Shows a message as a toast.
    pub(super) fn show(&mut self, message: &Message) -> Result<Clicks> {
        let (on_click, destination) = (self.on_click.clone(), message.destination);
        let toast = Toast::new(PROGRAM).title(&message.title).text1(&message.body);
        toast
            .on_activated(move |_| {
                on_click(Click { destination, activation_token: None });
                Ok(())
            })
            .show()?;
        Ok(Clicks::AreTold)
    }
}
