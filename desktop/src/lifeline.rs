//! Every way out of the app ends the sidecar too.
//!
//! Quit, session end and signals stop it in good order. A panic, a kill or a lost session end the
//! process of the window, and with it the write end of the sidecar's standard input: then the
//! sidecar stops itself.

use std::thread;

use tauri::AppHandle;

use crate::state::AppState;
use crate::window;

/// Quits in good order: the window goes at once, the app when the sidecar is gone. From any thread,
/// as often as anyone likes.
pub fn quit(app: &AppHandle) {
    let Some(state) = AppState::of(app) else { return app.exit(0) };
    if !state.begin_to_quit() {
        return;
    }
    log::info!("quitting");
    window::hide(app);
    let app = app.clone();
    thread::spawn(move || {
        if let Some(state) = AppState::of(&app) {
            state.supervisor.stop();
        }
        app.exit(0);
    });
}

/// A panic in any thread ends the process: half an app is worse than none, and the sidecar follows.
pub fn end_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        log::error!("{panic}");
        eprintln!("Keepers has to end: {panic}");
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
