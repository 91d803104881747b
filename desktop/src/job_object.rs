//! Ends the sidecar with the window on Windows, whichever way the window ends.
//!
//! The sidecar ends by itself when its stdin does. The job is for what it started and for a sidecar
//! that hangs: Windows ends every process of a job when its last handle goes, and the handle goes
//! with the process of the window.

use std::os::windows::io::AsRawHandle;
use std::process::Child;

use win32job::{ExtendedLimitInfo, Job, JobError};

/// Holds a process and all it starts; they are ended when this is dropped.
#[derive(Debug)]
pub struct Leash {
    _job: Job,
}

impl Leash {
    /// Puts a process that was just started on a leash of its own.
    ///
    /// Only what it starts from now on is held too, so this is the first thing done with it.
    pub fn on(child: &Child) -> Result<Self, JobError> {
        let mut limits = ExtendedLimitInfo::new();
        limits.limit_kill_on_job_close();
        let job = Job::create_with_limit_info(&limits)?;
        job.assign_process(child.as_raw_handle() as isize)?;
        Ok(Self { _job: job })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn letting_go_ends_the_process() {
        let mut child = Command::new("ping").args(["-n", "3600", "127.0.0.1"]).spawn().unwrap();
        let leash = Leash::on(&child).unwrap();
        assert!(child.try_wait().unwrap().is_none(), "it runs");
        drop(leash);
        assert!(!child.wait().unwrap().success());
    }
}
