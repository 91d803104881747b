//! What state the sidecar is in, as the page sees it.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::protocol::MigrationPhase;

/// The state of the sidecar; the payload of the event `backend`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum BackendState {
    Starting,
    Migrating {
        phase: MigrationPhase,
        percent: f64,
    },
    Ready {
        port: u16,
        token: String,
        media_key: String,
        library: String,
        works_here: bool,
        /// Rises with each start of a sidecar.
        run: u32,
    },
    Restarting {
        attempt: u32,
        in_ms: u64,
    },
    Fatal {
        code: String,
        message: String,
        facts: Map<String, Value>,
        library: Option<String>,
    },
    Stopped,
}
