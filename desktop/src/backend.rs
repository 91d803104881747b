//! What state the sidecar is in: pure transitions, and the words for those that end badly.

use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::backoff::{Backoff, Next};
use crate::error::Problem;
use crate::protocol::{Event, MigrationPhase, PROTOCOL};
use crate::secrets::Secrets;
use crate::sidecar::End;

/// The state of the sidecar; the payload of the event `backend`.
#[derive(Clone, PartialEq, Serialize)]
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
    /// It crashed; `in_ms` is 0 once it is being started again.
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

impl BackendState {
    /// The state without its keys, for the log.
    pub fn name(&self) -> String {
        match self {
            Self::Starting => "starting".to_owned(),
            Self::Migrating { phase, percent } => format!("migrating, {phase:?} {percent:.0} %"),
            Self::Ready { port, run, .. } => format!("ready on port {port}, run {run}"),
            Self::Restarting { attempt, in_ms } => format!("restarting, attempt {attempt} in {in_ms} ms"),
            Self::Fatal { code, .. } => format!("fatal, {code}"),
            Self::Stopped => "stopped".to_owned(),
        }
    }
}

/// What has to be done with the process after a transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    Nothing,
    /// Ask the process to stop; it can be of no more use.
    End,
    /// There is no process: start one after a pause.
    StartIn(Duration),
}

/// The state and all that decides the next one.
pub struct Backend {
    state: BackendState,
    secrets: Secrets,
    backoff: Backoff,
    run: u32,
    began: Option<Instant>,
    /// The port of the last run, which is wished for the next.
    port: u16,
}

impl Backend {
    /// Nothing has been started yet.
    pub fn new(secrets: Secrets, backoff: Backoff) -> Self {
        Self { state: BackendState::Starting, secrets, backoff, run: 0, began: None, port: 0 }
    }

    pub fn state(&self) -> &BackendState {
        &self.state
    }

    /// The port to wish for, 0 for any.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// A process was started. After a crash the state stays `restarting` until the new one speaks up.
    pub fn started(&mut self, now: Instant) {
        self.run += 1;
        self.began = Some(now);
        match &mut self.state {
            BackendState::Restarting { in_ms, .. } => *in_ms = 0,
            state => *state = BackendState::Starting,
        }
    }

    /// A process could not be started at all.
    pub fn not_started(&mut self, problem: Problem) {
        self.began = None;
        self.fail(problem.code, problem.message, Map::new(), None);
    }

    /// The process said something.
    pub fn heard(&mut self, event: &Event) -> Then {
        if matches!(self.state, BackendState::Fatal { .. } | BackendState::Stopped) {
            return Then::Nothing;
        }
        match event {
            Event::Starting { protocol, version, .. } if *protocol != PROTOCOL => {
                let message = format!(
                    "This window and its Keepers {version} are of different versions and do not \
                     understand each other. Install Keepers again; your library is not touched by that."
                );
                self.fail("protocol_unknown", message, Map::new(), None);
                Then::End
            }
            Event::Migrating { phase, percent } => {
                let percent = if percent.is_finite() { percent.clamp(0.0, 100.0) } else { 0.0 };
                self.state = BackendState::Migrating { phase: *phase, percent };
                Then::Nothing
            }
            Event::Ready { port, library, works_here } => {
                self.port = *port;
                self.state = BackendState::Ready {
                    port: *port,
                    token: self.secrets.token.clone(),
                    media_key: self.secrets.media_key.clone(),
                    library: library.clone(),
                    works_here: *works_here,
                    run: self.run,
                };
                Then::Nothing
            }
            Event::Fatal { code, message, facts, library } => {
                self.fail(code, message, facts.clone(), library.clone());
                Then::End
            }
            _ => Then::Nothing,
        }
    }

    /// The process has not said a word for `limit`.
    pub fn silent(&mut self, limit: Duration) -> Then {
        let message = format!(
            "Keepers was started but did not answer for {} seconds. A virus scanner may be looking at it \
             for the first time, or the disk is very busy. Try again; if that does not help, the log of \
             the window says more.",
            limit.as_secs()
        );
        self.fail("sidecar_silent", message, Map::new(), None);
        Then::End
    }

    /// The process ended without having been asked to.
    pub fn ended(&mut self, now: Instant, end: &End) -> Then {
        let ran = self.began.take().map_or(Duration::ZERO, |began| now.duration_since(began));
        if matches!(self.state, BackendState::Fatal { .. } | BackendState::Stopped) {
            return Then::Nothing;
        }
        match self.backoff.crashed(now, ran) {
            Next::Again { attempt, pause } => {
                let in_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
                self.state = BackendState::Restarting { attempt, in_ms };
                Then::StartIn(pause)
            }
            Next::GiveUp => {
                let mut facts = Map::new();
                facts.insert("how".to_owned(), end.how.clone().into());
                facts.insert("log".to_owned(), end.last_words.clone().into());
                let message = "Keepers has ended unexpectedly five times within two minutes, so it is not \
                               started again by itself. Your photos and the library are as they were. Try \
                               again; if it goes on, the lines below say why.";
                self.fail("sidecar_crashed", message, facts, None);
                Then::Nothing
            }
        }
    }

    /// A person wants a start anew: what was before does not count.
    pub fn begin_anew(&mut self) {
        self.backoff.forget();
        self.began = None;
        self.state = BackendState::Starting;
    }

    /// The window is being closed for good.
    pub fn stopped(&mut self) {
        self.began = None;
        self.state = BackendState::Stopped;
    }

    fn fail(
        &mut self,
        code: impl Into<String>,
        message: impl Into<String>,
        facts: Map<String, Value>,
        library: Option<String>,
    ) {
        self.state = BackendState::Fatal { code: code.into(), message: message.into(), facts, library };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backoff::PAUSES;
    use serde_json::json;

    fn started() -> (Backend, Instant) {
        let now = Instant::now();
        let mut backend = Backend::new(Secrets::new().unwrap(), Backoff::new(PAUSES));
        backend.started(now);
        (backend, now)
    }

    fn says(json: Value) -> Event {
        serde_json::from_value(json).unwrap()
    }

    fn ready() -> Event {
        says(json!({"event": "ready", "port": 41234, "library": "/l", "pid": 1, "works_here": false}))
    }

    fn end() -> End {
        End { how: "signal 9".to_owned(), last_words: "Killed\n".to_owned() }
    }

    fn fatal() -> Event {
        says(json!({"event": "fatal", "code": "disk_full", "message": "The disk is full."}))
    }

    #[test]
    fn the_states_are_written_as_the_page_reads_them() {
        let (mut backend, _) = started();
        let written = |backend: &Backend| serde_json::to_value(backend.state()).unwrap();
        assert_eq!(written(&backend), json!({"state": "starting"}));
        backend.heard(&says(json!({"event": "migrating", "phase": "backing_up", "step": 1, "percent": 40})));
        assert_eq!(written(&backend), json!({"state": "migrating", "phase": "backing_up", "percent": 40.0}));
        backend.heard(&ready());
        let (token, key) = (backend.secrets.token.clone(), backend.secrets.media_key.clone());
        assert_eq!(
            written(&backend),
            json!({
                "state": "ready", "port": 41234, "token": token, "mediaKey": key,
                "library": "/l", "worksHere": false, "run": 1,
            })
        );
        let now = Instant::now();
        backend.ended(now, &end());
        assert_eq!(written(&backend), json!({"state": "restarting", "attempt": 1, "inMs": 200}));
        backend.started(now);
        assert_eq!(written(&backend), json!({"state": "restarting", "attempt": 1, "inMs": 0}));
        backend.heard(&fatal());
        assert_eq!(
            written(&backend),
            json!({
                "state": "fatal", "code": "disk_full", "message": "The disk is full.",
                "facts": {}, "library": null,
            })
        );
        backend.stopped();
        assert_eq!(written(&backend), json!({"state": "stopped"}));
    }

    #[test]
    fn the_port_of_the_last_run_is_wished_for_and_runs_are_counted() {
        let (mut backend, now) = started();
        assert_eq!(backend.port(), 0);
        backend.heard(&ready());
        assert_eq!(backend.ended(now, &end()), Then::StartIn(PAUSES[0]));
        assert_eq!(backend.port(), 41234);
        backend.started(now);
        backend.heard(&ready());
        assert!(matches!(backend.state(), BackendState::Ready { run: 2, .. }));
    }

    #[test]
    fn what_is_fatal_stays_so_until_a_person_wants_to_try_again() {
        let (mut backend, now) = started();
        assert_eq!(backend.heard(&fatal()), Then::End);
        let told = backend.state().clone();
        for event in
            [ready(), fatal(), says(json!({"event": "migrating", "phase": "applying", "percent": 1}))]
        {
            assert_eq!(backend.heard(&event), Then::Nothing);
        }
        assert_eq!(backend.ended(now, &end()), Then::Nothing);
        assert!(*backend.state() == told);
        backend.begin_anew();
        assert!(*backend.state() == BackendState::Starting);
        backend.heard(&ready());
        assert!(matches!(backend.state(), BackendState::Ready { .. }));
    }

    #[test]
    fn crashes_are_given_up_with_how_it_ended_and_its_last_words() {
        let (mut backend, now) = started();
        for pause in &PAUSES[..4] {
            assert_eq!(backend.ended(now, &end()), Then::StartIn(*pause));
            backend.started(now);
        }
        assert_eq!(backend.ended(now, &end()), Then::Nothing);
        let BackendState::Fatal { code, facts, .. } = backend.state() else { panic!("it goes on") };
        assert_eq!(code, "sidecar_crashed");
        assert_eq!(Value::Object(facts.clone()), json!({"how": "signal 9", "log": "Killed\n"}));
    }

    #[test]
    fn a_window_that_is_closed_is_not_brought_back() {
        let (mut backend, now) = started();
        backend.stopped();
        assert_eq!(backend.heard(&ready()), Then::Nothing);
        assert_eq!(backend.ended(now, &end()), Then::Nothing);
        assert!(*backend.state() == BackendState::Stopped);
    }

    #[test]
    fn percents_that_are_none_are_made_such() {
        let (mut backend, _) = started();
        for (said, shown) in [(f64::NAN, 0.0), (f64::INFINITY, 0.0), (-3.0, 0.0), (101.0, 100.0), (7.5, 7.5)]
        {
            backend.heard(&Event::Migrating { phase: MigrationPhase::Applying, percent: said });
            let expected = BackendState::Migrating { phase: MigrationPhase::Applying, percent: shown };
            assert!(*backend.state() == expected, "{said}");
        }
    }
}
