//! Asking the address of the configuration for a newer version, and fetching it.
//!
//! What is fetched is nothing before its signature was checked with the key of the configuration.
//! Every request is told to `note`, for the ledger people can read.
//!
//! Codes of problems: `no_update_address`, `update_unreachable`, `update_answer_unknown`,
//! `update_not_for_this_system`, `update_not_trusted`.

use std::time::Duration;

use tauri::{AppHandle, Manager, Runtime, Url};
use tauri_plugin_updater::{Error, Update, UpdaterExt};

use crate::error::{Answer, Problem};
use crate::protocol::{NetworkNote, NetworkOutcome};

const ANSWERED_WITHIN: Duration = Duration::from_secs(30);
const FETCHED_WITHIN: Duration = Duration::from_secs(60 * 60);

/// The name of the plugin and of its part of the configuration.
const PLUGIN: &str = "updater";

/// Where the configuration says updates are, if it says so.
pub fn address<R: Runtime>(app: &AppHandle<R>) -> Option<Url> {
    let endpoints = app.config().plugins.0.get(PLUGIN)?.get("endpoints")?;
    endpoints.get(0)?.as_str()?.parse().ok()
}

/// Looks for a newer version than this one.
pub async fn look<R: Runtime>(app: &AppHandle<R>, note: impl Fn(NetworkNote)) -> Answer<Option<Update>> {
    let Some(address) = address(app) else { return Err(no_address()) };
    // Without its plugin there is nothing to ask with: an address that is refused is none.
    if app.try_state::<Installed>().is_none() {
        return Err(no_address());
    }
    let updater = app.updater_builder().timeout(ANSWERED_WITHIN).build().map_err(problem)?;
    let found = updater.check().await;
    let received = match &found {
        Ok(Some(update)) => update.raw_json.to_string().len() as u64,
        _ => 0,
    };
    note(told("update_check", &address, received, was_reached(&found)));
    found.map_err(problem)
}

/// Fetches a version that was found and checks its signature.
pub async fn fetch(update: &mut Update, note: impl Fn(NetworkNote)) -> Answer<Vec<u8>> {
    update.timeout = Some(FETCHED_WITHIN);
    let mut received = 0;
    let fetched = update.download(|chunk, _| received += chunk as u64, || {}).await;
    note(told("update_download", &update.download_url, received, was_reached(&fetched)));
    fetched.map_err(problem)
}

/// Held by the app while the plugin is installed.
pub struct Installed;

/// Gives the app the plugin, if the configuration has an address for it.
pub fn install_plugin<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    if address(app).is_some() {
        app.plugin(tauri_plugin_updater::Builder::new().build())?;
        app.manage(Installed);
    }
    Ok(())
}

fn told(purpose: &str, address: &Url, received: u64, outcome: NetworkOutcome) -> NetworkNote {
    let host = address.host_str().unwrap_or_default().to_owned();
    NetworkNote { purpose: purpose.into(), host, sent: 0, received, outcome }
}

/// An answer that is refused came all the same.
fn was_reached<T>(answer: &Result<T, Error>) -> NetworkOutcome {
    match answer {
        Err(Error::Reqwest(_) | Error::Network(_) | Error::ReleaseNotFound) => NetworkOutcome::Failed,
        _ => NetworkOutcome::Ok,
    }
}

fn no_address() -> Problem {
    Problem::new("no_update_address", "This Keepers was built without an address to ask for updates.")
}

fn problem(error: Error) -> Problem {
    log::warn!("update: {error}");
    let (code, message) = match error {
        Error::EmptyEndpoints | Error::InsecureTransportProtocol => return no_address(),
        Error::Reqwest(_) | Error::Network(_) | Error::ReleaseNotFound => (
            "update_unreachable",
            "The address for updates did not answer. Nothing has changed; try again later.",
        ),
        Error::TargetNotFound(_) | Error::TargetsNotFound(_) => {
            ("update_not_for_this_system", "There is no update for this kind of computer.")
        }
        Error::Minisign(_)
        | Error::Base64(_)
        | Error::SignatureUtf8(_)
        | Error::SignedVersionMismatch { .. }
        | Error::MissingSignedVersion => (
            "update_not_trusted",
            "What came as an update is not signed by the makers of Keepers, so it was thrown away. \
             Nothing has changed.",
        ),
        _ => (
            "update_answer_unknown",
            "The address for updates answered something Keepers does not understand. Nothing has changed.",
        ),
    };
    Problem::new(code, message)
}
