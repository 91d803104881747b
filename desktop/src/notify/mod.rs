//! Notifications of the system: work a person waited for is over while they looked elsewhere.
//!
//! A click calls back with the place the notification named. Where a system tells of no clicks, the
//! place is offered to whoever opens the window soon after.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::destination::Destination;
use crate::protocol::Notice;

mod offer;
mod text;

#[cfg(target_os = "linux")]
mod freedesktop;
#[cfg(target_os = "linux")]
use freedesktop::Desk;
#[cfg(target_os = "macos")]
mod macos;
#[cfg(target_os = "macos")]
use macos::Desk;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows::Desk;

use offer::Offer;

/// A desktop that is slow to answer does not hold up the end for longer.
const TAKEN_BACK_WITHIN: Duration = Duration::from_secs(1);

/// Longest title and longest body, in characters.
const LONGEST: usize = 200;

/// What is shown: plain text of at most 200 characters a part. A newer message of the same kind
/// takes the place of the older where the system can do that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    kind: String,
    title: String,
    body: String,
    destination: Option<Destination>,
}

impl Message {
    /// What the sidecar had to say.
    pub fn of(notice: &Notice) -> Self {
        Self {
            kind: text::plain(&notice.kind, 40),
            title: text::plain(&notice.title, LONGEST),
            body: text::plain(&notice.body, LONGEST),
            destination: notice.open,
        }
    }

    /// Said once ever, when the close button first hides the window.
    pub fn goes_on_in_the_background() -> Self {
        Self {
            kind: "tray".into(),
            title: "Keepers goes on in the background".into(),
            body: "Open it again from the tray. To end it, choose Quit Keepers there.".into(),
            destination: None,
        }
    }

    /// Said when the daily look, which is off until a person turns it on, found a newer Keepers.
    pub fn update_is_there(version: &str) -> Self {
        Self {
            kind: "update".into(),
            title: text::plain(&format!("Keepers {version} is available"), LONGEST),
            body: "Install it from the settings when it suits you.".into(),
            destination: Some(Destination::Settings),
        }
    }
}

/// A notification was clicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Click {
    pub destination: Option<Destination>,
    /// What Wayland and X11 want to see before they let a window come to the front.
    pub activation_token: Option<String>,
}

/// How the window is to be looked at when something could be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attention {
    pub visible: bool,
    pub focused: bool,
}

impl Attention {
    /// Whether a person has the window before them and needs no notification.
    pub fn is_here(self) -> bool {
        self.visible && self.focused
    }
}

/// Whether a desk tells when its notification is clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clicks {
    AreTold,
    AreNotTold,
}

type OnClick = Arc<dyn Fn(Click) + Send + Sync>;

/// What the thread of the notifications is told.
enum Task {
    Show(Message),
    /// Dropped once it is done.
    TakeBack(Sender<()>),
}

/// Shows messages in the order they come, in a thread of its own: a desktop may be slow to answer.
pub struct Notifications {
    tasks: Sender<Task>,
    offer: Arc<Mutex<Offer>>,
}

impl Notifications {
    /// Nothing is asked of the system before the first message. `on_click` is called on any thread.
    pub fn new(on_click: impl Fn(Click) + Send + Sync + 'static) -> std::io::Result<Self> {
        Self::on(Desk::new(Arc::new(on_click)))
    }

    fn on(mut desk: Desk) -> std::io::Result<Self> {
        let (tasks, to_do) = channel::<Task>();
        let offer = Arc::new(Mutex::new(Offer::default()));
        let kept = Arc::clone(&offer);
        thread::Builder::new().name("notifications".into()).spawn(move || {
            for task in to_do {
                let message = match task {
                    Task::Show(message) => message,
                    Task::TakeBack(done) => {
                        desk.take_back();
                        drop(done);
                        continue;
                    }
                };
                let told = desk.show(&message);
                if let Err(error) = &told {
                    log::warn!("a notification could not be shown: {error}");
                }
                if told.unwrap_or(Clicks::AreNotTold) == Clicks::AreNotTold {
                    lock(&kept).make(message.destination, Instant::now());
                }
            }
        })?;
        Ok(Self { tasks, offer })
    }

    /// Tells of work that is over, unless a person is looking or does not want to be told.
    pub fn tell(&self, notice: &Notice, wanted: bool, attention: Attention) {
        if wanted && !attention.is_here() {
            self.show(Message::of(notice));
        }
    }

    /// Shows a message whatever the window is doing.
    pub fn show(&self, message: Message) {
        if self.tasks.send(Task::Show(message)).is_err() {
            log::error!("the thread of the notifications is gone");
        }
    }

    /// Takes messages off the desk whose click nobody would hear any more. At the end of the app;
    /// waits for at most a second.
    pub fn take_back(&self) {
        let (done, all_done) = channel();
        if self.tasks.send(Task::TakeBack(done)).is_ok() {
            // Nothing is ever sent: the other end goes when it is done.
            let _ = all_done.recv_timeout(TAKEN_BACK_WITHIN);
        }
    }

    /// The window was opened: the place of the last message nobody could click, if that was less
    /// than ten minutes ago. It is offered once.
    pub fn window_opened(&self) -> Option<Destination> {
        lock(&self.offer).take(Instant::now())
    }
}

fn lock(offer: &Mutex<Offer>) -> MutexGuard<'_, Offer> {
    offer.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(title: &str, body: &str) -> Notice {
        Notice {
            kind: "work".into(),
            title: title.into(),
            body: body.into(),
            open: Some(Destination::Activity),
        }
    }

    #[test]
    fn only_who_has_the_window_before_them_is_not_told() {
        for (visible, focused, here) in
            [(true, true, true), (true, false, false), (false, true, false), (false, false, false)]
        {
            assert_eq!(Attention { visible, focused }.is_here(), here);
        }
    }

    #[test]
    fn what_is_shown_is_plain_and_short() {
        let message = Message::of(&notice("412 photos\nadded\u{202e}", &"x".repeat(1000)));
        assert_eq!(message.title, "412 photos added");
        assert_eq!(message.body.chars().count(), LONGEST);
        assert_eq!(message.destination, Some(Destination::Activity));
    }
}
