//! The window of Keepers: it starts the sidecar, shows the bundled page, and knows nothing of photos.

use std::io::Write;
use std::process::ExitCode;

pub mod arguments;
pub mod autostart_choice;
pub mod backend;
pub mod backoff;
pub mod commands;
pub mod destination;
pub mod dropped;
pub mod error;
#[cfg(target_os = "linux")]
pub mod instance;
#[cfg(windows)]
pub mod job_object;
pub mod lifeline;
pub mod lines;
pub mod marks;
pub mod menu;
pub mod notify;
pub mod places;
pub mod plugins;
#[cfg(all(test, target_os = "linux"))]
mod private_bus;
pub mod protocol;
pub mod requests;
pub mod secrets;
pub mod settings;
pub mod settings_commands;
pub mod shell;
pub mod sidecar;
pub mod state;
pub mod supervisor;
pub mod tray;
pub mod updates;
#[cfg(target_os = "linux")]
pub mod web_process;
pub mod window;

use arguments::{Arguments, HELP, Request};

/// Does what the command line says; as a rule that is running the window until it is quit.
pub fn run() -> ExitCode {
    marks::begin();
    // Plugins read the words too, and end the program where one is no text.
    let words = std::env::args_os().map(std::ffi::OsString::into_string);
    let Ok(words) = words.collect::<Result<Vec<_>, _>>() else {
        say("Keepers was started with words that cannot be read as text.");
        return ExitCode::FAILURE;
    };
    let arguments = Arguments::read(words);
    match arguments.request {
        Request::Help => answer(HELP.trim_end()),
        Request::Version => answer(&arguments::version()),
        #[cfg(target_os = "linux")]
        Request::Quit if !instance::quit_running() => return ExitCode::FAILURE,
        #[cfg(target_os = "linux")]
        Request::Quit => {}
        _ => return shell::run(arguments),
    }
    ExitCode::SUCCESS
}

/// Answers the terminal. The one that asked may read no more, as `head` does; that is no fault.
fn answer(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Tells the terminal what went wrong, where there is one and it still listens.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
