//! A supervisor over real processes, and what they tell the test.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use keepers_desktop::backend::BackendState;
use keepers_desktop::secrets::Secrets;
use keepers_desktop::supervisor::{Limits, Report, Setup, Supervisor};
use serde_json::Value;

/// Nothing here takes so long; a test that waits for it has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// The window's side of a test.
pub struct Bench {
    pub supervisor: Supervisor,
    pub secrets: Secrets,
    reports: Receiver<Report>,
    journal: TcpListener,
}

/// What one process tells of itself.
pub struct Journal {
    lines: BufReader<TcpStream>,
    pub hello: Value,
}

/// Python, which plays the sidecar.
pub fn python() -> String {
    let fallback = if cfg!(windows) { "python" } else { "python3" };
    std::env::var("KEEPERS_TEST_PYTHON").unwrap_or_else(|_| fallback.to_owned())
}

/// The words that start the stand-in, telling its journal to `port`.
pub fn stand_in(mode: &str, port: u16) -> Vec<String> {
    let script: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "processes", "stand_in.py"].iter().collect();
    vec![python(), script.to_string_lossy().into_owned(), mode.to_owned(), port.to_string()]
}

impl Bench {
    /// A supervisor of stand-ins of this mode, started.
    pub fn start(mode: &str, limits: Limits) -> Self {
        let journal = TcpListener::bind("127.0.0.1:0").unwrap();
        let words = stand_in(mode, journal.local_addr().unwrap().port());
        Self::of(words, None, limits, journal)
    }

    /// A supervisor of any process, started.
    pub fn start_words(words: Vec<String>, library: Option<String>) -> Self {
        Self::of(words, library, Limits::default(), TcpListener::bind("127.0.0.1:0").unwrap())
    }

    fn of(words: Vec<String>, library: Option<String>, limits: Limits, journal: TcpListener) -> Self {
        let secrets = Secrets::new().unwrap();
        let setup = Setup {
            words: Box::new(move || Ok(words.iter().map(Into::into).collect())),
            library: Box::new(move || library.clone()),
            origins: vec!["tauri://localhost".to_owned()],
            secrets: secrets.clone(),
            limits,
        };
        let (sender, reports) = mpsc::channel();
        let supervisor = Supervisor::new(setup, move |report| drop(sender.send(report)));
        supervisor.restart(false);
        Self { supervisor, secrets, reports, journal }
    }

    /// The journal of the next process that is started.
    pub fn journal(&self) -> Journal {
        Journal::accept(&self.journal)
    }

    /// The next report.
    pub fn report(&self) -> Report {
        self.reports.recv_timeout(PATIENCE).expect("nothing more was reported")
    }

    /// The next state, whatever else is reported before it.
    pub fn state(&self) -> BackendState {
        loop {
            if let Report::State(state) = self.report() {
                return state;
            }
        }
    }

    /// The states up to the first that satisfies `wanted`, by their names.
    pub fn states_until(&self, wanted: impl Fn(&BackendState) -> bool) -> Vec<BackendState> {
        let mut seen = Vec::new();
        while !seen.last().is_some_and(&wanted) {
            seen.push(self.state());
        }
        seen
    }

    /// Waits until the library is open.
    pub fn ready(&self) -> BackendState {
        let states = self.states_until(|state| matches!(state, BackendState::Ready { .. }));
        states.into_iter().next_back().unwrap()
    }

    /// The code of the fatal state that is now.
    pub fn fatal_now(&self) -> String {
        match self.supervisor.state() {
            BackendState::Fatal { code, .. } => code,
            other => panic!("{}", other.name()),
        }
    }

    /// Waits until nothing can be hoped for; code, message, facts and library.
    pub fn fatal(&self) -> (String, String, Value, Option<String>) {
        let states = self.states_until(|state| matches!(state, BackendState::Fatal { .. }));
        match states.into_iter().next_back() {
            Some(BackendState::Fatal { code, message, facts, library }) => {
                (code, message, Value::Object(facts), library)
            }
            _ => unreachable!(),
        }
    }
}

impl Journal {
    /// The journal of whoever tells one next.
    pub fn accept(listener: &TcpListener) -> Self {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut journal = Self { lines: BufReader::new(stream), hello: Value::Null };
        journal.hello = journal.next().unwrap();
        journal
    }

    /// The next thing the process tells; `None` when the process is gone.
    pub fn next(&mut self) -> Option<Value> {
        let mut line = String::new();
        match self.lines.read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(serde_json::from_str(&line).unwrap()),
            // Windows tells of a process that was ended in this way.
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => None,
            Err(error) => panic!("the process does not end: {error}"),
        }
    }

    /// All that comes until the process is gone.
    pub fn rest(mut self) -> Vec<Value> {
        std::iter::from_fn(|| self.next()).collect()
    }
}
