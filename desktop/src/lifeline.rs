//! Every way out of the app ends the sidecar too.
//!
//! Quit, session end and signals stop it in good order. A panic, a kill or a lost session end the
//! process of the window, and with it the write end of the sidecar's standard input: then the
//! sidecar stops itself.

use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tauri::{AppHandle, Manager};

use crate::state::AppState;
use crate::window;

/// Everything is over by now; a main thread that still hangs (in a dialog of a desktop that does not
/// answer) must not keep the next start from being the first.
const OVER_BY: Duration = Duration::from_secs(5);

/// Whether the app is being quit, and the start that came too late for it.
#[derive(Debug, Default)]
pub struct Ending {
    late: Mutex<Option<Late>>,
}

/// The words of the last start that came while the app was being quit.
type Late = Option<Vec<String>>;

impl Ending {
    /// From now on the app is being quit. Whether this is the first time it is said.
    pub fn begin(&self) -> bool {
        let mut late = self.lock();
        let first = late.is_none();
        // Whoever asks to quit after a late start wants that one gone too.
        *late = Some(None);
        first
    }

    pub fn has_begun(&self) -> bool {
        self.lock().is_some()
    }

    /// Keeps the words of a start for after the end; `false` when the app goes on and can do it itself.
    pub fn keep(&self, words: &[String]) -> bool {
        match &mut *self.lock() {
            Some(late) => {
                *late = Some(words.to_vec());
                true
            }
            None => false,
        }
    }

    /// What is still to be started, once.
    pub fn take(&self) -> Late {
        self.lock().as_mut().and_then(Option::take)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Late>> {
        self.late.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Quits in good order: the window goes at once, the app when the sidecar is gone. From any thread,
/// as often as anyone likes.
pub fn quit(app: &AppHandle) {
    let Some(state) = AppState::of(app) else { return app.exit(0) };
    if !state.ending.begin() {
        return;
    }
    log::info!("quitting");
    window::hide(app);
    let app = app.clone();
    thread::spawn(move || {
        if let Some(state) = AppState::of(&app) {
            state.notifications.take_back();
            state.supervisor.stop();
        }
        app.exit(0);
        thread::sleep(OVER_BY);
        log::warn!("the main thread does not end: ending at once");
        end_at_once();
    });
}

/// Starts the app anew for someone who started it while it was being quit. Only at the very end, when
/// the new one is not taken for a second one any more.
pub fn start_for_the_late(app: &AppHandle) {
    let Some(words) = AppState::of(app).and_then(|state| state.ending.take()) else { return };
    log::info!("starting anew: Keepers was opened while it was being quit");
    let started = tauri::process::current_binary(&app.env())
        .and_then(|program| Command::new(program).args(words.iter().skip(1)).spawn());
    if let Err(error) = started {
        log::error!("Keepers could not be started anew: {error}");
    }
}

#[cfg(unix)]
fn end_at_once() {
    signal_hook::low_level::exit(0);
}

#[cfg(not(unix))]
fn end_at_once() {
    std::process::exit(0);
}

/// A panic in any thread ends the process: half an app is worse than none, and the sidecar follows.
pub fn end_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        log::error!("{panic}");
        crate::say(&format!("Keepers has to end: {panic}"));
        std::process::abort();
    }));
}

/// The first signal to end quits in good order; a second one ends the process at once.
#[cfg(unix)]
pub fn quit_on_signals(app: &AppHandle) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    let app = app.clone();
    thread::Builder::new().name("signals".into()).spawn(move || {
        let mut signals = signals.forever();
        if let Some(signal) = signals.next() {
            log::info!("signal {signal}");
            quit(&app);
        }
        if let Some(signal) = signals.next() {
            log::warn!("signal {signal} again: ending at once");
            signal_hook::low_level::exit(128 + signal);
        }
    })?;
    Ok(())
}

/// Windows ends a session by ending processes; the job of the sidecar goes with this one.
#[cfg(not(unix))]
pub fn quit_on_signals(_app: &AppHandle) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn an_app_that_goes_on_does_itself_what_a_start_asks_for() {
        let ending = Ending::default();
        assert!(!ending.keep(&words("keepers-desktop")));
        assert!(!ending.has_begun());
        assert_eq!(ending.take(), None);
    }

    #[test]
    fn the_last_start_that_came_too_late_is_kept_and_done_once() {
        let ending = Ending::default();
        assert!(ending.begin() && !ending.begin() && ending.has_begun());
        assert!(ending.keep(&words("keepers-desktop")));
        assert!(ending.keep(&words("keepers-desktop keepers://photo/12")));
        assert_eq!(ending.take(), Some(words("keepers-desktop keepers://photo/12")));
        assert_eq!(ending.take(), None);
    }

    #[test]
    fn who_asks_to_quit_after_that_wants_no_new_one() {
        let ending = Ending::default();
        ending.begin();
        ending.keep(&words("keepers-desktop"));
        assert!(!ending.begin(), "it is being quit already");
        assert_eq!(ending.take(), None);
    }
}
