//! What the window does about updates: looks on a person's word, looks daily if that is wanted,
//! and replaces the program only on a person's word.

use std::sync::atomic::Ordering;
use std::thread;

use tauri::AppHandle;

use super::{Found, daily, signed};
use crate::error::{Answer, Problem};
use crate::notify::Message;
use crate::protocol::{NetworkNote, Order};
use crate::state::AppState;

/// The longest notes of a version that are handed to the page, in characters.
const NOTES: usize = 4000;

pub(super) fn begin(app: &AppHandle) {
    if let Err(error) = signed::install_plugin(app) {
        log::error!("updates cannot be looked for: {error}");
        return;
    }
    if signed::address(app).is_none() {
        return;
    }
    let app = app.clone();
    let begun = thread::Builder::new().name("daily look for updates".into()).spawn(move || {
        loop {
            look_if_due(&app);
            thread::sleep(daily::ASKED_EVERY);
        }
    });
    if let Err(error) = begun {
        log::error!("updates are not looked for daily: {error}");
    }
}

pub(super) async fn look(app: &AppHandle) -> Answer<Found> {
    let found = signed::look(app, |note| write_down(app, note)).await?;
    Ok(found.map_or(Found::None, |update| Found::Available {
        version: update.version,
        notes: update.body.map(|notes| notes.chars().take(NOTES).collect()),
    }))
}

/// On Windows this does not return: the installer ends the program and starts the new one.
pub(super) async fn install(app: &AppHandle) -> Answer<()> {
    let state = AppState::of(app).ok_or_else(Problem::not_ready)?;
    if state.updating.swap(true, Ordering::SeqCst) {
        return Err(Problem::new("update_under_way", "The new version is being fetched already."));
    }
    let done = fetch_and_replace(app).await;
    state.updating.store(false, Ordering::SeqCst);
    done
}

async fn fetch_and_replace(app: &AppHandle) -> Answer<()> {
    let Some(mut update) = signed::look(app, |note| write_down(app, note)).await? else {
        return Err(Problem::new("no_update", "This is the newest version already."));
    };
    let program = signed::fetch(&mut update, |note| write_down(app, note)).await?;
    let handle = app.clone();
    let replaced = tauri::async_runtime::spawn_blocking(move || {
        let Some(state) = AppState::of(&handle) else { return Ok(()) };
        // Files of the sidecar are among those that are replaced.
        state.supervisor.rest();
        log::info!("replacing {} with {}", update.current_version, update.version);
        let replaced = update.install(program);
        if replaced.is_err() {
            // The old program is still there and goes on.
            state.supervisor.restart(false);
        }
        replaced
    });
    match replaced.await {
        Ok(Ok(())) => {
            app.request_restart();
            Ok(())
        }
        Ok(Err(error)) => Err(not_installed(&error.to_string())),
        Err(error) => Err(not_installed(&error.to_string())),
    }
}

fn look_if_due(app: &AppHandle) {
    let Some(state) = AppState::of(app) else { return };
    let (settings, now) = (state.settings.get(), daily::now());
    // Unasked requests are made only while there is a ledger to write them down in.
    let ledger = state.supervisor.open_library().is_some();
    if !ledger || !daily::is_due(settings.check_for_updates, settings.looked_for_update, now) {
        return;
    }
    // Written down before the look: one that fails is not tried again within the day.
    if let Err(error) = state.settings.change(|settings| settings.looked_for_update = Some(now)) {
        log::error!("no daily look for updates, it could not be written down: {error}");
        return;
    }
    match tauri::async_runtime::block_on(look(app)) {
        Ok(Found::Available { version, .. }) => {
            state.notifications.show(Message::update_is_there(&version));
        }
        Ok(Found::None) => log::info!("no newer version"),
        Err(problem) => log::warn!("the daily look for updates failed: {problem}"),
    }
}

/// Into the ledger of the library that is open. A library too new for this Keepers cannot be opened
/// and an update is the way out, so without one the log alone has it.
fn write_down(app: &AppHandle, note: NetworkNote) {
    let NetworkNote { purpose, host, received, outcome, .. } = &note;
    log::info!("{purpose}: asked {host}, {received} bytes, {outcome:?}");
    if let Some(state) = AppState::of(app) {
        state.supervisor.order(Order::NoteRequest(note));
    }
}

fn not_installed(why: &str) -> Problem {
    log::error!("the update was not installed: {why}");
    Problem::new(
        "update_not_installed",
        "The new version could not be put in place, so Keepers goes on with the old one. Its log says why.",
    )
}
