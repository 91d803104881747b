//! The window of Keepers: it starts the sidecar, shows the bundled page, and knows nothing of photos.

pub mod arguments;
pub mod autostart_choice;
pub mod backend;
pub mod backoff;
pub mod destination;
pub mod error;
#[cfg(windows)]
pub mod job_object;
pub mod lines;
pub mod menu;
pub mod notify;
pub mod places;
#[cfg(all(test, target_os = "linux"))]
mod private_bus;
pub mod protocol;
pub mod requests;
pub mod secrets;
pub mod settings;
pub mod sidecar;
pub mod state;
pub mod supervisor;
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
