//! What the parts of the window share, and what they may ask of each other.

use crate::places::Places;

/// Held by Tauri; reached with `app.state::<AppState>()`.
pub struct AppState {
    pub places: Places,
}
