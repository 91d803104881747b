//! Notifications of macOS, by its user notification centre.
//!
//! The centre takes messages only from a signed bundle, and from that only once a person allowed it;
//! it asks them at the first message. From anywhere else showing fails, and the place is offered.

use std::time::Duration;

use mac_usernotifications::{Notification, blocking, check_bundle};
use tauri::async_runtime;

use super::{Click, Clicks, Message, OnClick};

/// Clearing all messages is told to nobody, so waiting for a click has an end.
const CLICKED_WITHIN: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) struct Desk {
    on_click: OnClick,
    allowed: bool,
}

impl Desk {
    pub(super) fn new(on_click: OnClick) -> Self {
        Self { on_click, allowed: false }
    }

    /// Messages stay in the list: macOS starts Keepers for one that is clicked there.
    pub(super) fn take_back(&mut self) {}

    /// Shows a message. A message with the same name is replaced by the centre.
    pub(super) fn show(&mut self, message: &Message) -> Result<Clicks, mac_usernotifications::Error> {
        if !self.allowed {
            check_bundle()?;
            blocking::request_auth()?;
            self.allowed = true;
        }
        let shown = Notification::new()
            .id(&message.kind)
            .title(&message.title)
            .message(&message.body)
            .timeout(CLICKED_WITHIN)
            .send_blocking()?;
        let (on_click, destination) = (self.on_click.clone(), message.destination);
        async_runtime::spawn(async move {
            if let Ok(response) = shown.response().await
                && response.is_default_action()
            {
                on_click(Click { destination, activation_token: None });
            }
        });
        Ok(Clicks::AreTold)
    }
}
