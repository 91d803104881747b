//! The process of the system's web view that draws the page. When it ends (memory ran out, a fault in
//! it) the window stays and is empty, so the page is loaded anew; a few times, then a person decides.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// More often than this within `WINDOW` the page is not loaded anew by itself.
const MOST: usize = 3;
const WINDOW: Duration = Duration::from_secs(60);

/// The ends that still count.
#[derive(Debug, Default)]
pub struct Ends {
    recent: VecDeque<Instant>,
}

impl Ends {
    /// Counts an end at `now`. Whether the page may be loaded anew without asking.
    pub fn may_go_on(&mut self, now: Instant) -> bool {
        self.recent.retain(|at| now.duration_since(*at) < WINDOW);
        if self.recent.len() == MOST {
            // Whoever says that it shall go on begins a new count.
            self.recent.clear();
            return false;
        }
        self.recent.push_back(now);
        true
    }
}

/// Loads the page anew when its process ends. To be called once, for a window that was just built.
pub fn watch(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;

    let watched = window.clone();
    window.with_webview(move |webview| {
        let ends = std::cell::RefCell::new(Ends::default());
        webview.inner().connect_web_process_terminated(move |_, reason| {
            log::error!("the process that draws the page has ended: {reason:?}");
            // The page that listened is gone; the next one asks where to begin.
            if let Some(state) = crate::state::AppState::of(tauri::Manager::app_handle(&watched)) {
                state.page_begins();
            }
            if ends.borrow_mut().may_go_on(Instant::now()) {
                reload(&watched);
            } else {
                ask(&watched);
            }
        });
    })
}

fn reload(window: &tauri::WebviewWindow) {
    if let Err(error) = window.reload() {
        log::error!("the page could not be loaded anew: {error}");
    }
}

fn ask(window: &tauri::WebviewWindow) {
    use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

    let again = window.clone();
    window
        .dialog()
        .message(
            "The part of Keepers that draws the window has ended several times. Photos and the library are \
             as they were. This computer may be short of memory; closing other programs can help.",
        )
        .title("Keepers")
        .kind(MessageDialogKind::Error)
        .buttons(MessageDialogButtons::OkCancelCustom("Try again".into(), "Quit Keepers".into()))
        .parent(window)
        .show(move |wanted| {
            if wanted {
                reload(&again);
            } else {
                crate::lifeline::quit(tauri::Manager::app_handle(&again));
            }
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_times_a_minute_and_then_a_person_is_asked() {
        let (mut ends, began) = (Ends::default(), Instant::now());
        let mut at = |seconds| ends.may_go_on(began + Duration::from_secs(seconds));
        assert_eq!([at(0), at(1), at(2), at(3)], [true, true, true, false]);
        assert_eq!([at(4), at(5), at(6), at(7)], [true, true, true, false], "as often again, once asked");
    }

    #[test]
    fn ends_that_are_a_minute_past_count_no_more() {
        let (mut ends, began) = (Ends::default(), Instant::now());
        for seconds in (0..600).step_by(20) {
            assert!(ends.may_go_on(began + Duration::from_secs(seconds)), "{seconds}");
        }
    }
}
