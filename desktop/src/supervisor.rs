//! Keeps one sidecar running: starts it, starts it again after a crash, ends it.
//!
//! One thread owns the process and the state; everyone else sends it messages.

use std::ffi::OsString;
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::backend::{Backend, BackendState, Then};
use crate::backoff::{Backoff, PAUSES};
use crate::error::{Answer, Problem};
use crate::marks::mark;
use crate::protocol::{Event, Folder, Hello, Notice, Order, PATH_LIMIT, PROTOCOL, Place, Work};
use crate::requests::Requests;
use crate::secrets::Secrets;
use crate::sidecar::{End, Heard, Sidecar};

/// What is needed to start a sidecar, asked anew at each start.
pub struct Setup {
    /// Program and arguments, or why there are none.
    pub words: Box<dyn Fn() -> Answer<Vec<OsString>> + Send>,
    /// The library a person chose; `None` is the usual one.
    pub library: Box<dyn Fn() -> Option<String> + Send>,
    /// Where the page may come from.
    pub origins: Vec<String>,
    pub secrets: Secrets,
    pub limits: Limits,
}

/// How long the window waits for what.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the first word of a started sidecar: a cold disk and a virus scanner take their time.
    pub first_word: Duration,
    /// For the end of a sidecar that was asked to stop, before it is ended.
    pub stop: Duration,
    /// And then for the system to end it, which it cannot while a disk does not answer.
    pub kill: Duration,
    /// For answers to orders.
    pub answer: Duration,
    /// Before a start after the first, second … crash in a row.
    pub pauses: [Duration; 5],
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            first_word: Duration::from_secs(30),
            stop: Duration::from_millis(3500),
            kill: Duration::from_secs(3),
            answer: Duration::from_secs(20),
            pauses: PAUSES,
        }
    }
}

/// What the rest of the window is told, from the supervisor's thread.
pub enum Report {
    State(BackendState),
    Work(Work),
    Notice(Notice),
}

/// The handle everyone holds.
pub struct Supervisor {
    messages: Sender<Message>,
    shared: Arc<Shared>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    state: Mutex<BackendState>,
    work: Mutex<Work>,
    requests: Requests,
    limits: Limits,
}

enum Message {
    /// From the sidecar with this process id; one that is no longer ours is not listened to.
    Heard(u32, Heard),
    Order(Order),
    Restart {
        alongside: bool,
    },
    /// Stop until the next restart; the sender is dropped when the sidecar is gone.
    Rest(Sender<()>),
    Stop,
}

impl Supervisor {
    /// Nothing is started before the first [`restart`](Self::restart). `report` is called in order,
    /// never at the same time, and must not wait for the main thread: that may be in `stop`.
    pub fn new(setup: Setup, report: impl Fn(Report) + Send + 'static) -> Self {
        let (messages, inbox) = mpsc::channel();
        let shared = Arc::new(Shared {
            state: Mutex::new(BackendState::Starting),
            work: Mutex::default(),
            requests: Requests::default(),
            limits: setup.limits,
        });
        let keeper = Keeper {
            backend: Backend::new(setup.secrets.clone(), Backoff::new(setup.limits.pauses)),
            setup,
            shared: Arc::clone(&shared),
            report: Box::new(report),
            messages: messages.clone(),
            sidecar: None,
            alarm: None,
            alongside: false,
            after: After::Nothing,
            resting: Vec::new(),
        };
        let thread = thread::spawn(move || keeper.keep(&inbox));
        Self { messages, shared, thread: Mutex::new(Some(thread)) }
    }

    /// The state now.
    pub fn state(&self) -> BackendState {
        lock(&self.shared.state).clone()
    }

    /// What the library does in the background now.
    pub fn work(&self) -> Work {
        *lock(&self.shared.work)
    }

    /// The library that is open, when one is.
    pub fn open_library(&self) -> Option<String> {
        match &*lock(&self.shared.state) {
            BackendState::Ready { library, .. } => Some(library.clone()),
            _ => None,
        }
    }

    /// Starts the sidecar, or ends it and starts it anew, with the library as it is chosen now.
    /// `alongside`: also when another process works on that library.
    pub fn restart(&self, alongside: bool) {
        self.send(Message::Restart { alongside });
    }

    /// Sends an order that is not answered. Without an open library nobody hears it.
    pub fn order(&self, order: Order) {
        self.send(Message::Order(order));
    }

    /// Hands over a folder a person chose; waits for the handle the page may know it by.
    pub fn offer_folder(&self, path: String) -> Answer<Folder> {
        if path.chars().count() > PATH_LIMIT {
            return Err(Problem::new(
                "path_too_long",
                "The way to this folder is too long to be kept. Move the folder higher up.",
            ));
        }
        match self.ask(|id| Order::OfferFolder { id, path })? {
            Event::Folder { answer, .. } => answer.into_result(),
            _ => Err(Problem::not_ready()),
        }
    }

    /// Asks where the file of a photo lies.
    pub fn locate(&self, asset: u64) -> Answer<Place> {
        match self.ask(|id| Order::Locate { id, asset })? {
            Event::Located { answer, .. } => answer.into_result(),
            _ => Err(Problem::not_ready()),
        }
    }

    /// Stops the sidecar for good and returns when it is gone: at once, or after at most the
    /// time it has to stop. May be called from anywhere and more than once.
    pub fn stop(&self) {
        self.send(Message::Stop);
        // Whoever comes second waits for the lock, which is as long as it takes.
        if let Some(thread) = lock(&self.thread).take() {
            drop(thread.join());
        }
    }

    /// Stops the sidecar and returns when it is gone, as [`stop`](Self::stop) does; but a
    /// [`restart`](Self::restart) brings it back.
    pub fn rest(&self) {
        let (done, gone) = mpsc::channel();
        self.send(Message::Rest(done));
        // Nothing is ever sent: the other end goes with the sidecar.
        let _ = gone.recv();
    }

    fn ask(&self, order: impl FnOnce(u64) -> Order) -> Answer<Event> {
        if self.open_library().is_none() {
            return Err(Problem::not_ready());
        }
        let request = self.shared.requests.begin();
        self.order(order(request.id));
        request.wait(self.shared.limits.answer)
    }

    fn send(&self, message: Message) {
        // The thread is gone after `stop` only; nothing is to be done then.
        drop(self.messages.send(message));
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.stop();
    }
}

/// What is due when the time of an alarm has come. Only one can be waited for at a time.
#[derive(Clone, Copy)]
enum Alarm {
    Start,
    Silent,
    Kill,
    GiveUp,
}

/// What follows the end of a sidecar.
#[derive(Clone, Copy, PartialEq)]
enum After {
    /// It was not asked to end.
    Nothing,
    /// It was told to end because it is of no more use: the state says why.
    StayDown,
    Start,
    Leave,
}

struct Keeper {
    backend: Backend,
    setup: Setup,
    shared: Arc<Shared>,
    report: Box<dyn Fn(Report) + Send>,
    messages: Sender<Message>,
    sidecar: Option<Sidecar>,
    alarm: Option<(Instant, Alarm)>,
    alongside: bool,
    after: After,
    /// Dropped when the sidecar is gone: whoever rests waits for that.
    resting: Vec<Sender<()>>,
}

impl Keeper {
    fn keep(mut self, inbox: &Receiver<Message>) {
        while self.after != After::Leave || self.sidecar.is_some() {
            let message = match self.alarm {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some((at, _)) => inbox.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match message {
                Ok(Message::Heard(id, heard)) if self.is_ours(id) => self.heard(heard),
                Ok(Message::Heard(..)) => {}
                Ok(Message::Order(order)) => self.pass_on(&order),
                Ok(Message::Restart { alongside }) => self.restart(alongside),
                Ok(Message::Rest(done)) => self.rest(done),
                Ok(Message::Stop) => self.leave(),
                Err(RecvTimeoutError::Timeout) => self.alarmed(),
                Err(RecvTimeoutError::Disconnected) => self.leave(),
            }
        }
        self.backend.stopped();
        self.tell();
    }

    fn is_ours(&self, id: u32) -> bool {
        self.sidecar.as_ref().is_some_and(|sidecar| sidecar.id() == id)
    }

    fn start(&mut self) {
        self.after = After::Nothing;
        match self.spawn() {
            Ok(sidecar) => {
                mark("sidecar spawned");
                self.sidecar = Some(sidecar);
                self.backend.started(Instant::now());
                self.wake_in(self.setup.limits.first_word, Alarm::Silent);
            }
            Err(problem) => {
                log::error!("the sidecar cannot be started: {problem}");
                self.alarm = None;
                self.backend.not_started(problem);
            }
        }
        self.tell();
    }

    fn spawn(&self) -> Answer<Sidecar> {
        let words = (self.setup.words)()?;
        let hello = Hello {
            protocol: PROTOCOL,
            secrets: self.setup.secrets.clone(),
            library: (self.setup.library)(),
            port: self.backend.port(),
            origins: self.setup.origins.clone(),
            alongside: self.alongside,
        };
        let messages = self.messages.clone();
        Sidecar::start(&words, &hello, move |id, heard| drop(messages.send(Message::Heard(id, heard))))
            .map_err(|error| why_not_started(&error))
    }

    fn heard(&mut self, heard: Heard) {
        let event = match heard {
            Heard::Ended(end) => return self.ended(&end),
            Heard::Event(event) => event,
        };
        if self.after != After::Nothing {
            return;
        }
        if matches!(self.alarm, Some((_, Alarm::Silent))) {
            self.alarm = None;
        }
        match event {
            Event::Folder { id, .. } | Event::Located { id, .. } => self.shared.requests.answered(id, event),
            Event::Work(work) => self.tell_work(work),
            Event::Notice(notice) => (self.report)(Report::Notice(notice)),
            event => {
                if matches!(event, Event::Ready { .. }) {
                    mark("sidecar ready");
                }
                let then = self.backend.heard(&event);
                self.tell();
                self.act(then);
            }
        }
    }

    fn ended(&mut self, end: &End) {
        log::info!("the sidecar has ended: {}", end.how);
        self.sidecar = None;
        self.alarm = None;
        self.resting.clear();
        self.shared.requests.nobody_answers();
        self.tell_work(Work::default());
        match self.after {
            After::Nothing => {
                let then = self.backend.ended(Instant::now(), end);
                self.tell();
                self.act(then);
            }
            After::Start => self.start(),
            After::StayDown | After::Leave => {}
        }
    }

    fn restart(&mut self, alongside: bool) {
        if self.after == After::Leave {
            return;
        }
        self.alongside = alongside;
        self.backend.begin_anew();
        if self.sidecar.is_none() {
            self.start();
        } else {
            self.tell();
            self.end_sidecar(After::Start);
        }
    }

    fn rest(&mut self, done: Sender<()>) {
        if self.sidecar.is_some() {
            self.resting.push(done);
        }
        if self.after != After::Leave {
            self.backend.stopped();
            self.tell();
            self.end_sidecar(After::StayDown);
        }
    }

    fn leave(&mut self) {
        self.end_sidecar(After::Leave);
    }

    fn act(&mut self, then: Then) {
        match then {
            Then::Nothing => {}
            Then::End => self.end_sidecar(After::StayDown),
            Then::StartIn(pause) => self.wake_in(pause, Alarm::Start),
        }
    }

    fn end_sidecar(&mut self, after: After) {
        let asked_already = self.after != After::Nothing;
        self.after = after;
        let Some(sidecar) = &mut self.sidecar else {
            self.alarm = None;
            return;
        };
        if !asked_already {
            sidecar.ask_to_stop();
            self.wake_in(self.setup.limits.stop, Alarm::Kill);
        }
    }

    fn alarmed(&mut self) {
        match self.alarm.take() {
            Some((_, Alarm::Start)) => self.start(),
            Some((_, Alarm::Silent)) => {
                let then = self.backend.silent(self.setup.limits.first_word);
                self.tell();
                self.act(then);
            }
            Some((_, Alarm::Kill)) => {
                log::warn!("the sidecar did not stop in time and is ended");
                if let Some(sidecar) = &self.sidecar {
                    sidecar.kill();
                }
                self.wake_in(self.setup.limits.kill, Alarm::GiveUp);
            }
            Some((_, Alarm::GiveUp)) => {
                log::error!("the system does not end the sidecar: going on without it");
                self.ended(&End { how: "not at all".to_owned(), last_words: String::new() });
            }
            None => {}
        }
    }

    fn pass_on(&self, order: &Order) {
        match &self.sidecar {
            Some(sidecar) if self.after == After::Nothing => sidecar.send(order),
            _ => {
                log::info!("an order was not passed on: no sidecar is running");
                // Whoever waits for its answer need not wait for the time limit.
                self.shared.requests.nobody_answers();
            }
        }
    }

    fn wake_in(&mut self, pause: Duration, alarm: Alarm) {
        self.alarm = Some((Instant::now() + pause, alarm));
    }

    fn tell(&self) {
        let state = self.backend.state();
        let told = std::mem::replace(&mut *lock(&self.shared.state), state.clone());
        if told != *state {
            log::info!("backend: {}", state.name());
            (self.report)(Report::State(state.clone()));
        }
    }

    fn tell_work(&self, work: Work) {
        let told = std::mem::replace(&mut *lock(&self.shared.work), work);
        if told != work {
            (self.report)(Report::Work(work));
        }
    }
}

fn why_not_started(error: &io::Error) -> Problem {
    if error.kind() == io::ErrorKind::NotFound {
        return missing();
    }
    Problem::new(
        "sidecar_not_started",
        format!(
            "A part of Keepers could not be started ({error}). Something on this computer may be keeping it \
             from running, such as a virus scanner. Install Keepers again if it stays so; your library is \
             not touched by that."
        ),
    )
}

/// The program of the sidecar is not where it belongs.
pub fn missing() -> Problem {
    Problem::new(
        "sidecar_missing",
        "A part of Keepers is missing from this computer, so the library cannot be opened. Install Keepers \
         again; your photos and the library are not touched by that.",
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
