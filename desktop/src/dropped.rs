//! Folders dropped on the window: the sidecar is asked to know them, the page is told their handles.

use std::path::PathBuf;
use std::thread;

use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, Emitter};

use crate::protocol::Folder;
use crate::state::AppState;

/// More folders at once are a slip of the hand.
const MOST: usize = 32;

#[derive(Clone, Copy, Serialize)]
struct Drag {
    over: bool,
}

/// Tells the page of things held over the window, and of folders let go there.
pub fn hear(app: &AppHandle, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => tell(app, "drag", Drag { over: true }),
        DragDropEvent::Leave => tell(app, "drag", Drag { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            tell(app, "drag", Drag { over: false });
            let (app, paths) = (app.clone(), paths.clone());
            // Disks and the sidecar are waited for: not on the main thread.
            thread::spawn(move || offer(&app, paths));
        }
        _ => {}
    }
}

/// An empty list says that something was dropped and none of it was a folder Keepers can take.
fn offer(app: &AppHandle, paths: Vec<PathBuf>) {
    let Some(state) = AppState::of(app) else { return };
    let folders: Vec<Folder> = paths
        .into_iter()
        .filter(|path| path.is_dir())
        .take(MOST)
        .filter_map(as_text)
        .filter_map(|path| match state.supervisor.offer_folder(path) {
            Ok(folder) => Some(folder),
            Err(problem) => {
                log::warn!("a dropped folder was not taken: {problem}");
                None
            }
        })
        .collect();
    tell(app, "folders-dropped", folders);
}

/// What the sidecar can be told of: names that are text.
fn as_text(path: PathBuf) -> Option<String> {
    path.into_os_string()
        .into_string()
        .inspect_err(|name| log::warn!("a dropped folder was not taken, its name is no text: {name:?}"))
        .ok()
}

fn tell(app: &AppHandle, event: &str, payload: impl Serialize + Clone) {
    if let Err(error) = app.emit(event, payload) {
        log::error!("the page could not be told of {event}: {error}");
    }
}
