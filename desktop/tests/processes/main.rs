//! The supervisor over real processes.

mod keepers;
#[cfg(unix)]
mod lifeline;
mod supervisor;
mod support;
