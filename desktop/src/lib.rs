//! The window of Keepers: it starts the sidecar, shows the bundled page, and knows nothing of photos.

pub mod backend;
pub mod destination;
pub mod error;
pub mod job_object;
pub mod menu;
pub mod notify;
pub mod places;
pub mod protocol;
pub mod settings;
pub mod state;
pub mod tray;
pub mod updates;

use std::process::ExitCode;

/// Runs the window until it is quit.
pub fn run() -> ExitCode {
    let built = tauri::Builder::default().build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Keepers could not open its window: {error}");
            ExitCode::FAILURE
        }
    }
}
