//! Where the window keeps what is its own: settings, window state and log.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};

/// The folders of the window; the library has its own and is none of this.
#[derive(Clone, Debug)]
pub struct Places {
    /// Holds `settings.json` and `window-state.json`.
    pub config: PathBuf,
    /// Holds `keepers-desktop.log` and the one before it.
    pub logs: PathBuf,
}

impl Places {
    /// The name of the log file without its ending.
    pub const LOG_NAME: &str = "keepers-desktop";

    /// The folders everything is kept in when `KEEPERS_DESKTOP_HOME` names one.
    pub fn under(home: &Path) -> Self {
        Self { config: home.to_path_buf(), logs: home.join("logs") }
    }

    /// The folders of this user on this system, or those under `KEEPERS_DESKTOP_HOME`.
    pub fn of(app: &AppHandle) -> tauri::Result<Self> {
        match std::env::var_os("KEEPERS_DESKTOP_HOME") {
            Some(home) if !home.is_empty() => Ok(Self::under(Path::new(&home))),
            _ => Ok(Self { config: app.path().app_config_dir()?, logs: app.path().app_log_dir()? }),
        }
    }

    /// The log file written now.
    pub fn log_file(&self) -> PathBuf {
        self.logs.join(format!("{}.log", Self::LOG_NAME))
    }
}
