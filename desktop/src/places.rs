//! Where things lie: what the window keeps for itself, and the program of the sidecar.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};

use crate::error::{Answer, Problem};
use crate::supervisor::missing;

/// The folders of the window; the library has its own and is none of this.
#[derive(Clone, Debug)]
pub struct Places {
    /// Holds `settings.json`.
    pub config: PathBuf,
    /// Holds the log and the one before it.
    pub logs: PathBuf,
}

impl Places {
    /// The name of the log without its ending.
    pub const LOG: &str = "keepers-desktop";

    /// The folders of this user on this system, or those under `KEEPERS_DESKTOP_HOME`.
    pub fn of(app: &AppHandle) -> tauri::Result<Self> {
        match home() {
            Some(home) => Ok(Self { logs: logs_under(&home), config: home }),
            None => Ok(Self { config: app.path().app_config_dir()?, logs: app.path().app_log_dir()? }),
        }
    }

    /// The log written now.
    pub fn log_file(&self) -> PathBuf {
        self.logs.join(Self::LOG).with_extension("log")
    }
}

/// The folder `KEEPERS_DESKTOP_HOME` names: tests keep everything of a window there.
pub fn home() -> Option<PathBuf> {
    std::env::var_os("KEEPERS_DESKTOP_HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// Where the log lies under such a folder.
pub fn logs_under(home: &Path) -> PathBuf {
    home.join("logs")
}

/// How the sidecar is started: the words of `KEEPERS_SIDECAR`, a JSON array, for development and
/// tests; else the one this app brought along. Code `sidecar_missing` or `sidecar_misnamed`.
pub fn sidecar(resources: &Path) -> Answer<Vec<OsString>> {
    match std::env::var("KEEPERS_SIDECAR") {
        Ok(words) => named_sidecar(&words),
        Err(std::env::VarError::NotPresent) => brought_sidecar(resources),
        Err(std::env::VarError::NotUnicode(_)) => Err(misnamed()),
    }
}

fn named_sidecar(words: &str) -> Answer<Vec<OsString>> {
    match serde_json::from_str::<Vec<String>>(words) {
        Ok(words) if !words.is_empty() => Ok(words.into_iter().map(OsString::from).collect()),
        _ => Err(misnamed()),
    }
}

fn brought_sidecar(resources: &Path) -> Answer<Vec<OsString>> {
    let name = format!("keepers-sidecar{}", std::env::consts::EXE_SUFFIX);
    let program = resources.join("sidecar").join(name);
    if !program.is_file() {
        log::error!("there is no {}", program.display());
        return Err(missing());
    }
    Ok(vec![program.into_os_string(), "window".into()])
}

fn misnamed() -> Problem {
    Problem::new(
        "sidecar_misnamed",
        "KEEPERS_SIDECAR is set, but it is not a JSON array of a program and its arguments. Correct it or \
         start Keepers without it.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sidecar_is_named_by_a_list_of_words() {
        let words = named_sidecar(r#"["/a b/python","-m","keepers","window"]"#).unwrap();
        assert_eq!(words, ["/a b/python", "-m", "keepers", "window"]);
        for wrong in ["", "[]", "python", r#""python""#, "[1]", "{}"] {
            assert_eq!(named_sidecar(wrong).unwrap_err().code, "sidecar_misnamed", "{wrong}");
        }
    }

    #[test]
    fn the_app_brings_its_sidecar_or_says_that_it_is_missing() {
        let resources = tempfile::TempDir::new().unwrap();
        assert_eq!(brought_sidecar(resources.path()).unwrap_err().code, "sidecar_missing");
        let folder = resources.path().join("sidecar");
        std::fs::create_dir(&folder).unwrap();
        let program = folder.join(format!("keepers-sidecar{}", std::env::consts::EXE_SUFFIX));
        std::fs::write(&program, "").unwrap();
        let words = brought_sidecar(resources.path()).unwrap();
        assert_eq!(words, [program.into_os_string(), "window".into()]);
    }
}
