//! Orders that are answered: who waits for which id, and for how long.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::{Answer, Problem};
use crate::protocol::Event;

/// Everyone who waits for an answer of the sidecar.
#[derive(Default)]
pub struct Requests {
    last: AtomicU64,
    waiting: Mutex<HashMap<u64, Sender<Event>>>,
}

/// A request under way.
pub struct Request<'a> {
    pub id: u64,
    answer: Receiver<Event>,
    requests: &'a Requests,
}

impl Requests {
    /// A new request with an id of its own; send its order, then wait.
    pub fn begin(&self) -> Request<'_> {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let (sender, answer) = mpsc::channel();
        self.lock().insert(id, sender);
        Request { id, answer, requests: self }
    }

    /// Hands an answer to whoever waits for it; an answer nobody waits for came too late.
    pub fn answered(&self, id: u64, event: Event) {
        match self.lock().remove(&id) {
            Some(waiting) => drop(waiting.send(event)),
            None => log::info!("an answer of the sidecar came when nobody waited for it any more"),
        }
    }

    /// The sidecar is gone: nobody is answered any more.
    pub fn nobody_answers(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Sender<Event>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Request<'_> {
    /// Waits at most `limit`. Refused with `sidecar_slow`, or `not_ready` when the sidecar ends.
    pub fn wait(self, limit: Duration) -> Answer<Event> {
        self.answer.recv_timeout(limit).map_err(|error| match error {
            RecvTimeoutError::Timeout => Problem::new(
                "sidecar_slow",
                "Keepers did not answer in time. The disk may be busy or asleep; try again in a moment.",
            ),
            RecvTimeoutError::Disconnected => Problem::not_ready(),
        })
    }
}

impl Drop for Request<'_> {
    fn drop(&mut self) {
        self.requests.lock().remove(&self.id);
    }
}
