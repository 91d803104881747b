//! What the page may ask of the window. It asks with ids and handles; paths come from people only.

use std::path::Path;
use std::sync::atomic::Ordering;

use tauri::{AppHandle, Manager, State, WebviewWindow};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::backend::BackendState;
use crate::destination::{Destination, LARGEST_ID};
use crate::error::{Answer, Problem};
use crate::marks::mark;
use crate::protocol::Folder;
use crate::state::AppState;
use crate::window;

/// Pages the browser may be opened at; an entry that ends in a slash stands for all below it.
const WEB: &[&str] = &["https://creativecommons.org/licenses/"];

/// The longest title of a dialog, in characters.
const TITLE: usize = 200;
/// The longest problem of the page that is logged, in bytes, and how many of them in one run.
const PROBLEM: usize = 2048;
const PROBLEMS: u32 = 50;

/// How the sidecar is.
#[tauri::command]
pub fn backend_info(state: State<'_, AppState>) -> BackendState {
    state.supervisor.state()
}

/// Starts the sidecar anew.
#[tauri::command]
pub fn restart_backend(state: State<'_, AppState>, alongside: Option<bool>) {
    state.supervisor.restart(alongside.unwrap_or(false));
}

/// Asks a person for the folder of a library, remembers it and opens it.
#[tauri::command]
pub async fn choose_library(app: AppHandle, window: WebviewWindow) -> Answer<Option<String>> {
    elsewhere(app, move |app, state| {
        let Some(path) = ask_for_folder(app, state, &window, "Open a library")? else { return Ok(None) };
        remember_library(state, Some(path.clone()))?;
        Ok(Some(path))
    })
    .await
}

/// Forgets the library that was chosen and opens the usual one.
#[tauri::command]
pub async fn use_usual_library(app: AppHandle) -> Answer<()> {
    elsewhere(app, |_, state| remember_library(state, None)).await
}

/// Asks a person for a folder; the page is given a handle for it.
#[tauri::command]
pub async fn choose_folder(app: AppHandle, window: WebviewWindow, title: String) -> Answer<Option<Folder>> {
    if title.is_empty() || title.chars().count() > TITLE {
        return Err(Problem::bad_argument("title"));
    }
    elsewhere(app, move |app, state| match ask_for_folder(app, state, &window, &title)? {
        Some(path) => state.supervisor.offer_folder(path).map(Some),
        None => Ok(None),
    })
    .await
}

/// Shows the file of a photo in the file manager.
#[tauri::command]
pub async fn reveal_photo(app: AppHandle, asset_id: u64) -> Answer<()> {
    if asset_id == 0 || asset_id > LARGEST_ID {
        return Err(Problem::bad_argument("assetId"));
    }
    elsewhere(app, move |app, state| {
        let place = state.supervisor.locate(asset_id)?;
        reveal(app, Path::new(&place.path))
    })
    .await
}

/// Shows the folder of the library that is open, or of the one that could not be opened.
#[tauri::command]
pub async fn reveal_library(app: AppHandle) -> Answer<()> {
    elsewhere(app, |app, state| {
        let library = match state.supervisor.state() {
            BackendState::Ready { library, .. } => Some(library),
            BackendState::Fatal { library, .. } => library.or_else(|| state.settings.get().library),
            _ => state.settings.get().library,
        };
        reveal(app, Path::new(&library.ok_or_else(Problem::not_ready)?))
    })
    .await
}

/// Shows the log of the window.
#[tauri::command]
pub async fn reveal_log(app: AppHandle) -> Answer<()> {
    elsewhere(app, |app, state| reveal(app, &state.places.log_file())).await
}

/// Opens one of the pages this app names in the browser of the system. Code `address_refused`.
#[tauri::command]
pub async fn open_web(app: AppHandle, url: String) -> Answer<()> {
    if !may_be_opened(&url) {
        return Err(Problem::new(
            "address_refused",
            "Keepers opens only the few web pages it names itself, and this is none of them.",
        ));
    }
    elsewhere(app, move |app, _| {
        app.opener().open_url(url, None::<&str>).map_err(|error| {
            log::error!("the browser could not be opened: {error}");
            Problem::new("not_opened", "No browser could be opened on this computer.")
        })
    })
    .await
}

/// Where the page should begin; from now on places come as the event `open`.
#[tauri::command]
pub fn take_destination(state: State<'_, AppState>) -> Option<Destination> {
    state.take_destination()
}

/// The first picture of the timeline is painted.
#[tauri::command]
pub fn first_photo_shown(state: State<'_, AppState>) {
    if !state.first_photo.swap(true, Ordering::Relaxed) {
        mark("first photo");
    }
}

/// The first frame of the page is painted.
#[tauri::command]
pub fn window_ready(app: AppHandle) {
    window::painted(&app);
}

/// Writes an error of the page into the log, cut to 2 KB; no more than 50 in one run.
#[tauri::command]
pub fn log_problem(state: State<'_, AppState>, message: String) {
    if state.problems.fetch_add(1, Ordering::Relaxed) < PROBLEMS {
        // Escaped, every character is one byte.
        let shown: String = message.escape_default().take(PROBLEM).collect();
        log::error!(target: "page", "{shown}");
    }
}

fn remember_library(state: &AppState, library: Option<String>) -> Answer<()> {
    let changed = state.settings.change(|settings| settings.library = library);
    changed.map_err(|error| not_written(&error))?;
    state.supervisor.restart(false);
    Ok(())
}

/// The settings of the window could not be written.
pub fn not_written(error: &std::io::Error) -> Problem {
    log::error!("the settings cannot be written: {error}");
    Problem::new(
        "settings_not_written",
        "The choice could not be written to the disk, so nothing has changed. Is the disk full?",
    )
}

/// A second question while one is open, as by a double click, is answered as if it was cancelled.
fn ask_for_folder(
    app: &AppHandle,
    state: &AppState,
    window: &WebviewWindow,
    title: &str,
) -> Answer<Option<String>> {
    let Ok(_open) = state.choosing_folder.try_lock() else { return Ok(None) };
    let mut dialog = app.dialog().file().set_title(title).set_parent(window);
    // GTK's begins with what was used of late: files, while a folder is asked for.
    if cfg!(target_os = "linux")
        && let Ok(home) = app.path().home_dir()
    {
        dialog = dialog.set_directory(home);
    }
    let Some(chosen) = dialog.blocking_pick_folder() else { return Ok(None) };
    let path = chosen.into_path().ok().and_then(|path| path.into_os_string().into_string().ok());
    path.map(Some).ok_or_else(|| {
        Problem::new(
            "path_not_text",
            "The name of this folder cannot be read as text. Give it another name, then choose it again.",
        )
    })
}

fn reveal(app: &AppHandle, path: &Path) -> Answer<()> {
    if !path.exists() {
        return Err(Problem::new(
            "file_missing",
            "It is not where it was. Its disk may be unplugged, or it was moved or deleted outside Keepers.",
        ));
    }
    app.opener().reveal_item_in_dir(path).map_err(|error| {
        log::error!("the file manager could not be opened: {error}");
        Problem::new("not_revealed", "No file manager could be opened on this computer.")
    })
}

fn may_be_opened(url: &str) -> bool {
    // Taken literally: no other way of writing an address gets past a comparison of beginnings.
    let plain = url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":/.-_#".contains(&byte));
    let climbs = url.contains("/.") || url.matches("//").count() > 1;
    plain && !climbs && url.len() <= 2048 && WEB.iter().any(|page| covers(page, url))
}

fn covers(page: &str, url: &str) -> bool {
    url == page || (page.ends_with('/') && url.starts_with(page))
}

/// Runs what may wait (for people, disks, the sidecar) on a thread that may.
pub async fn elsewhere<T: Send + 'static>(
    app: AppHandle,
    act: impl FnOnce(&AppHandle, &AppState) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let done = tauri::async_runtime::spawn_blocking(move || match AppState::of(&app) {
        Some(state) => act(&app, &state),
        None => Err(Problem::not_ready()),
    });
    done.await.unwrap_or_else(|error| {
        log::error!("a command was not finished: {error}");
        Err(Problem::new("unexpected", "Keepers could not do this. The log of the window says more."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_that_are_named_are_opened() {
        assert!(may_be_opened("https://creativecommons.org/licenses/by/2.0/"));
        for url in [
            "",
            "h",
            "http://creativecommons.org/licenses/by/2.0/",
            "https://creativecommons.org/",
            "https://creativecommons.org/licenses",
            "https://creativecommons.org.example/licenses/",
            "https://creativecommons.org@example.org/licenses/",
            "https://creativecommons.org/licenses/../x",
            "https://creativecommons.org/licenses/%2e%2e/x",
            "https://creativecommons.org/licenses//example.org",
            "https://creativecommons.org/licenses/?to=https://example.org",
            "https://creativecommons.org/licenses/\n",
            " https://creativecommons.org/licenses/",
            "HTTPS://creativecommons.org/licenses/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "keepers://photos",
            "\u{fffd}\u{fffd}\u{fffd}",
        ] {
            assert!(!may_be_opened(url), "{url:?}");
        }
        let long = format!("https://creativecommons.org/licenses/{}", "a".repeat(2048));
        assert!(!may_be_opened(&long));
    }

    #[test]
    fn a_page_without_a_slash_at_its_end_stands_for_itself() {
        assert!(covers("https://example.org/page", "https://example.org/page"));
        assert!(!covers("https://example.org/page", "https://example.org/page.exe"));
        assert!(covers("https://example.org/", "https://example.org/page"));
    }
}
