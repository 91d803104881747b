//! Newer versions of Keepers: looked for and installed when a person says so.
//!
//! Only builds with the feature `updater` can; a store, deb or rpm build is updated by what
//! installed it. Address and key come from `plugins.updater` of the configuration alone.

use serde::Serialize;
use tauri::AppHandle;

use crate::error::Answer;
#[cfg(not(feature = "updater"))]
use crate::error::Problem;

#[cfg(feature = "updater")]
mod daily;
#[cfg(feature = "updater")]
mod install;
#[cfg(feature = "updater")]
pub mod signed;

/// What looking for a newer version found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Found {
    None,
    Available {
        version: String,
        /// What its makers say of it: plain text.
        #[serde(skip_serializing_if = "Option::is_none")]
        notes: Option<String>,
    },
}

/// Gets ready to look for updates, and begins to look daily if a person wants that.
pub fn begin(app: &AppHandle) {
    #[cfg(feature = "updater")]
    install::begin(app);
    #[cfg(not(feature = "updater"))]
    let _ = app;
}

/// Looks for a newer version. Codes: `no_updater`, `no_update_address` and those of [`signed`].
#[tauri::command]
pub async fn check_for_update(app: AppHandle) -> Answer<Found> {
    #[cfg(feature = "updater")]
    return install::look(&app).await;
    #[cfg(not(feature = "updater"))]
    no_updater(&app)
}

/// Fetches the newer version, stops the sidecar, replaces the program and starts it anew.
/// Codes as for [`check_for_update`], and `no_update`, `update_under_way` and `update_not_installed`.
#[tauri::command]
pub async fn install_update(app: AppHandle) -> Answer<()> {
    #[cfg(feature = "updater")]
    return install::install(&app).await;
    #[cfg(not(feature = "updater"))]
    no_updater(&app)
}

#[cfg(not(feature = "updater"))]
fn no_updater<T>(_app: &AppHandle) -> Answer<T> {
    Err(Problem::new(
        "no_updater",
        "This Keepers is updated by what installed it: the store or the package manager of this computer.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_written_as_the_page_reads_it() {
        let json = |found: &Found| serde_json::to_value(found).unwrap();
        assert_eq!(json(&Found::None), serde_json::json!({"state": "none"}));
        let available = Found::Available { version: "0.2.0".into(), notes: None };
        assert_eq!(json(&available), serde_json::json!({"state": "available", "version": "0.2.0"}));
    }
}
