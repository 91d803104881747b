//! The words the window and its sidecar exchange: one JSON object a line, version 1.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::destination::Destination;
use crate::error::Problem;
use crate::secrets::Secrets;

/// The version of the handshake this window speaks.
pub const PROTOCOL: u32 = 1;

/// The longest line either side may send, in bytes.
pub const LINE_LIMIT: usize = 64 * 1024;

/// The longest path the sidecar takes, in characters.
pub const PATH_LIMIT: usize = 4096;

/// The first line of the window: who may come in, and which library is wished.
#[derive(Clone, Serialize)]
pub struct Hello {
    pub protocol: u32,
    #[serde(flatten)]
    pub secrets: Secrets,
    pub library: Option<String>,
    /// A wish: the port of the last run, or 0 for any.
    pub port: u16,
    pub origins: Vec<String>,
    /// Open the library even when another process works on it.
    pub alongside: bool,
}

/// A later line of the window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Order {
    OfferFolder { id: u64, path: String },
    Locate { id: u64, asset: u64 },
    PauseWork,
    ResumeWork,
    NoteRequest(NetworkNote),
    Stop,
}

/// One request the window made to the internet, for the ledger people can read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NetworkNote {
    /// What it was for, as `update_check`.
    pub purpose: String,
    pub host: String,
    /// Bytes sent and received.
    pub sent: u64,
    pub received: u64,
    pub outcome: NetworkOutcome,
}

/// How a request to the internet ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkOutcome {
    Ok,
    Failed,
}

/// A line of the sidecar.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    Starting {
        protocol: u32,
        version: String,
        pid: u32,
    },
    Migrating {
        phase: MigrationPhase,
        percent: f64,
    },
    Ready {
        port: u16,
        library: String,
        works_here: bool,
    },
    Fatal {
        code: String,
        message: String,
        #[serde(default)]
        facts: Map<String, Value>,
        #[serde(default)]
        library: Option<String>,
    },
    Folder {
        id: u64,
        #[serde(flatten)]
        answer: Reply<Folder>,
    },
    Located {
        id: u64,
        #[serde(flatten)]
        answer: Reply<Place>,
    },
    Work(Work),
    Notice(Notice),
    Stopping,
    /// What a newer sidecar says and this window does not know.
    #[serde(other)]
    Unknown,
}

/// What a migration of the library is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MigrationPhase {
    BackingUp,
    Applying,
}

/// The answer to an order that has an id: what was asked for, or why not.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Reply<T> {
    Refused { error: Problem },
    Given(T),
}

impl<T> Reply<T> {
    /// The reply as a result.
    pub fn into_result(self) -> Result<T, Problem> {
        match self {
            Reply::Given(value) => Ok(value),
            Reply::Refused { error } => Err(error),
        }
    }
}

/// A folder the library may now be asked about: the page only ever holds its handle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folder {
    pub handle: String,
    pub name: String,
    pub path: String,
}

/// Where the file of a photo lies.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Place {
    pub path: String,
}

/// What the library is doing in the background; the tray shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    pub paused: bool,
    pub active: bool,
}

/// Something a person waited for is over.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Notice {
    pub kind: String,
    pub title: String,
    pub body: String,
    /// Where a click leads; a place this window does not know leads nowhere in particular.
    #[serde(default, deserialize_with = "known_or_none")]
    pub open: Option<Destination>,
}

/// A newer sidecar may name places this window has not got.
fn known_or_none<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Destination>, D::Error> {
    let value = Option::<Value>::deserialize(from)?;
    Ok(value.and_then(|value| serde_json::from_value(value).ok()))
}
