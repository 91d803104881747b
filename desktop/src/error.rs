//! What a command of the page is told when it cannot be done.

use serde::{Deserialize, Serialize};

/// A refusal with a stable code the page branches on and a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Problem {
    pub code: String,
    pub message: String,
}

impl Problem {
    /// A problem from its code and its sentence.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    /// The library is not open, so nothing can be asked of it now.
    pub fn not_ready() -> Self {
        Self::new("not_ready", "Keepers is still opening the library. Try again in a moment.")
    }

    /// An argument of a command that the page should never have sent.
    pub fn bad_argument(what: &str) -> Self {
        Self::new("bad_argument", format!("The window was asked for something it does not know ({what})."))
    }
}

/// The answer of a command to the page.
pub type Answer<T> = Result<T, Problem>;
