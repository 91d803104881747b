//! How long to wait before a crashed sidecar is started again, and when to give up.

use std::time::{Duration, Instant};

/// The waits after the first, second … crash in a row; the last one serves for all later crashes.
pub const PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(8),
    Duration::from_secs(20),
];

/// So many crashes within `WINDOW` are enough.
const ENOUGH: usize = 5;
const WINDOW: Duration = Duration::from_secs(120);

/// A sidecar that ran so long before it crashed is thought healthy: counting starts anew.
const HEALTHY: Duration = Duration::from_secs(60);

/// What to do after a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Start again after `pause`; `attempt` counts from 1.
    Again { attempt: u32, pause: Duration },
    /// It does not come up: a person has to look.
    GiveUp,
}

/// The crashes that still count.
#[derive(Debug)]
pub struct Backoff {
    pauses: [Duration; 5],
    crashes: Vec<Instant>,
}

impl Backoff {
    /// Nothing has crashed yet. `pauses` are `PAUSES`, but for tests that would wait too long.
    pub fn new(pauses: [Duration; 5]) -> Self {
        Self { pauses, crashes: Vec::new() }
    }

    /// Counts a crash at `now` of a sidecar that had run for `ran`.
    pub fn crashed(&mut self, now: Instant, ran: Duration) -> Next {
        if ran >= HEALTHY {
            self.crashes.clear();
        }
        self.crashes.push(now);
        let recent = self.crashes.iter().filter(|at| now.duration_since(**at) <= WINDOW).count();
        if recent >= ENOUGH {
            return Next::GiveUp;
        }
        let attempt = self.crashes.len();
        let pause = self.pauses[attempt.min(self.pauses.len()) - 1];
        Next::Again { attempt: u32::try_from(attempt).unwrap_or(u32::MAX), pause }
    }

    /// Forgets all crashes, as when a person asks for a start anew.
    pub fn forget(&mut self) {
        self.crashes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Crashes one after the other, each after `ran` and the pause before it; the pauses in ms.
    fn pauses(runs: &[u64]) -> Vec<Option<u128>> {
        let mut backoff = Backoff::new(PAUSES);
        let mut now = Instant::now();
        runs.iter()
            .map(|seconds| {
                let ran = Duration::from_secs(*seconds);
                now += ran;
                match backoff.crashed(now, ran) {
                    Next::Again { pause, .. } => {
                        now += pause;
                        Some(pause.as_millis())
                    }
                    Next::GiveUp => None,
                }
            })
            .collect()
    }

    #[test]
    fn waits_longer_each_time_and_gives_up_at_the_fifth_crash_within_two_minutes() {
        assert_eq!(pauses(&[0, 0, 0, 0, 0]), [Some(200), Some(1000), Some(3000), Some(8000), None]);
    }

    #[test]
    fn crashes_far_apart_are_tried_on_with_the_longest_wait() {
        let expected = [200, 1000, 3000, 8000, 20_000, 20_000, 20_000].map(Some);
        assert_eq!(pauses(&[50; 7]), expected);
    }

    #[test]
    fn a_minute_of_health_starts_the_count_anew() {
        assert_eq!(pauses(&[0, 0, 0, 60, 0]), [Some(200), Some(1000), Some(3000), Some(200), Some(1000)]);
        assert_eq!(pauses(&[0, 0, 0, 59]), [Some(200), Some(1000), Some(3000), Some(8000)]);
    }

    #[test]
    fn attempts_count_from_one_and_can_be_forgotten() {
        let mut backoff = Backoff::new(PAUSES);
        let now = Instant::now();
        for attempt in 1..=2 {
            let next = backoff.crashed(now, Duration::ZERO);
            assert!(matches!(next, Next::Again { attempt: counted, .. } if counted == attempt));
        }
        backoff.forget();
        assert!(matches!(backoff.crashed(now, Duration::ZERO), Next::Again { attempt: 1, .. }));
    }
}
