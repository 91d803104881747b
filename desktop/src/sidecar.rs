//! One sidecar process: started, written to, listened to, ended.
//!
//! Its standard input is its lifeline: when the window dies in whatever way, the system closes the
//! only write end and the sidecar stops itself. `std` makes these pipes close-on-exec (and not
//! inheritable on Windows), so no other child of the window ever holds an end of them. A sidecar that
//! has only just begun does not read yet, which takes seconds on a busy computer; so Linux, which can,
//! is asked to tell it too.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{self, BufReader, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use shared_child::SharedChild;

use crate::lines::{Line, next_line};
use crate::protocol::{Event, Hello, LINE_LIMIT, Order};
use crate::secrets::Secrets;

/// How much of its last words is kept, in bytes.
const LAST_WORDS: usize = 4096;

/// After the end of the process its pipes are read on for so long: a worker of its own that
/// outlives it may hold them open.
const LAST_READ: Duration = Duration::from_millis(500);

/// What a running sidecar lets be known.
#[derive(Debug)]
pub enum Heard {
    Event(Event),
    Ended(End),
}

/// How a sidecar ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// As people read it: `exit code 3`, `signal 9`.
    pub how: String,
    /// The last lines it wrote to stderr, at most 4 KB.
    pub last_words: String,
}

/// A started process. Dropping it closes its lifeline; its `Heard::Ended` still comes.
pub struct Sidecar {
    child: Arc<SharedChild>,
    lifeline: Option<Sender<Vec<u8>>>,
    #[cfg(windows)]
    _leash: Option<crate::job_object::Leash>,
}

impl Sidecar {
    /// Starts `words` (program and arguments), says hello and listens from then on.
    ///
    /// `heard` is called from threads of the sidecar with its process id, and may be called before
    /// this returns: events in their order, `Ended` as the last.
    pub fn start<F>(words: &[OsString], hello: &Hello, heard: F) -> io::Result<Self>
    where
        F: Fn(u32, Heard) + Clone + Send + 'static,
    {
        let greeting = line_of(hello)?;
        let mut command = command(words)?;
        let child = command.spawn()?;
        #[cfg(windows)]
        let leash = crate::job_object::Leash::on(&child)
            .inspect_err(|error| log::error!("the sidecar is not held by a job: {error}"))
            .ok();
        let child = Arc::new(SharedChild::new(child)?);
        let id = child.id();
        let heard = move |what| heard(id, what);

        let lifeline = child.take_stdin().map(|stdin| write_lines(stdin, greeting));
        let last_words = Arc::new(Mutex::new(VecDeque::new()));
        let (done, all_read) = mpsc::channel();
        if let Some(stdout) = child.take_stdout() {
            let (heard, done) = (heard.clone(), done.clone());
            thread::spawn(move || {
                listen(stdout, &heard);
                drop(done);
            });
        }
        if let Some(stderr) = child.take_stderr() {
            let (secrets, last_words) = (hello.secrets.clone(), Arc::clone(&last_words));
            thread::spawn(move || {
                keep_last_words(stderr, &secrets, &last_words);
                drop(done);
            });
        }
        let waited_for = Arc::clone(&child);
        thread::spawn(move || heard(Heard::Ended(wait(&waited_for, &all_read, &last_words))));
        Ok(Self {
            child,
            lifeline,
            #[cfg(windows)]
            _leash: leash,
        })
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Writes an order; whether it arrives shows in what the sidecar does.
    pub fn send(&self, order: &Order) {
        let Some(lifeline) = &self.lifeline else { return };
        match line_of(order) {
            // The writer is gone once the sidecar reads no more: it has ended or is about to.
            Ok(line) => drop(lifeline.send(line)),
            Err(error) => log::error!("an order could not be written: {error}"),
        }
    }

    /// Asks it to stop and closes the lifeline behind that.
    pub fn ask_to_stop(&mut self) {
        self.send(&Order::Stop);
        self.lifeline = None;
    }

    /// Ends it at once, without asking.
    pub fn kill(&self) {
        if let Err(error) = self.child.kill() {
            log::error!("the sidecar {} could not be ended: {error}", self.id());
        }
    }
}

fn command(words: &[OsString]) -> io::Result<Command> {
    let (program, arguments) =
        words.split_first().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no program is named"))?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Control-C in a terminal goes to the window alone, which stops the sidecar in good order.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    #[cfg(target_os = "linux")]
    end_with_this_thread(&mut command);
    #[cfg(windows)]
    {
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(&mut command, CREATE_NO_WINDOW);
    }
    Ok(command)
}

/// The system sends SIGTERM when the thread that starts the process ends: until the sidecar has a
/// handler for it that ends it at once, and from then on in good order. The supervisor's thread is
/// there as long as its sidecar is.
#[cfg(target_os = "linux")]
fn end_with_this_thread(command: &mut Command) {
    let window = std::process::id();
    let tie = move || {
        // SAFETY: both are system calls, which is all that may be done between fork and exec.
        let (tied, parent) = unsafe { (libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM), libc::getppid()) };
        if tied != 0 {
            return Err(io::Error::last_os_error());
        }
        // The window was gone before the system knew whom to tell.
        if u32::try_from(parent) != Ok(window) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        Ok(())
    };
    // SAFETY: as above; the error of a kind allocates nothing.
    unsafe { std::os::unix::process::CommandExt::pre_exec(command, tie) };
}

fn line_of(message: &impl serde::Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(message)?;
    if line.len() >= LINE_LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the line is too long"));
    }
    line.push(b'\n');
    Ok(line)
}

/// Writes from a thread of its own: a sidecar that does not read must not hold up the window.
fn write_lines(mut stdin: impl Write + Send + 'static, greeting: Vec<u8>) -> Sender<Vec<u8>> {
    let (lifeline, lines) = mpsc::channel::<Vec<u8>>();
    thread::spawn(move || {
        for line in std::iter::once(greeting).chain(lines) {
            if let Err(error) = stdin.write_all(&line).and_then(|()| stdin.flush()) {
                log::info!("the sidecar reads no more: {error}");
                return;
            }
        }
    });
    lifeline
}

fn listen(stdout: impl Read, heard: &impl Fn(Heard)) {
    let mut stdout = BufReader::new(stdout);
    loop {
        match next_line(&mut stdout, LINE_LIMIT) {
            Ok(Some(Line::Whole(line))) => match serde_json::from_slice(&line) {
                Ok(Event::Unknown) => log::info!("the sidecar said something newer than this window"),
                Ok(event) => heard(Heard::Event(event)),
                Err(error) => log::warn!("a line of the sidecar is no event: {error}"),
            },
            Ok(Some(Line::TooLong)) => log::warn!("a line of the sidecar was too long"),
            Ok(None) => return,
            Err(error) => {
                log::warn!("the sidecar cannot be heard: {error}");
                return;
            }
        }
    }
}

fn keep_last_words(stderr: impl Read, secrets: &Secrets, last_words: &Mutex<VecDeque<u8>>) {
    let mut stderr = BufReader::new(stderr);
    while let Ok(Some(line)) = next_line(&mut stderr, LAST_WORDS) {
        let Line::Whole(line) = line else { continue };
        let line = secrets.blot(&String::from_utf8_lossy(&line));
        log::info!(target: "sidecar", "{line}");
        let mut kept = last_words.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(line.bytes().chain([b'\n']));
        let surplus = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..surplus);
    }
}

fn wait(child: &SharedChild, all_read: &Receiver<()>, last_words: &Mutex<VecDeque<u8>>) -> End {
    let how = match child.wait() {
        Ok(status) => how_it_ended(status),
        Err(error) => format!("unknown: {error}"),
    };
    // Nothing is ever sent: both readers drop their end when their pipe is at its end.
    let _ = all_read.recv_timeout(LAST_READ);
    let mut kept = last_words.lock().unwrap_or_else(PoisonError::into_inner);
    End { how, last_words: String::from_utf8_lossy(kept.make_contiguous()).into_owned() }
}

fn how_it_ended(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("signal {signal}");
    }
    status.code().map_or_else(|| "unknown".to_owned(), |code| format!("exit code {code}"))
}
