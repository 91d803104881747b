//! How long the start took, step by step, in the log; `scripts/bench` reads these lines.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

static BEGAN: OnceLock<Instant> = OnceLock::new();

/// Remembers when the process began; the first thing the program does.
pub fn begin() {
    let now = Instant::now();
    BEGAN.get_or_init(|| now.checked_sub(age()).unwrap_or(now));
}

/// Writes `what after N ms` into the log, counted since the process began.
pub fn mark(what: &str) {
    let began = BEGAN.get_or_init(Instant::now);
    log::info!("{what} after {} ms", began.elapsed().as_millis());
}

/// How long this process has been there already: loading its libraries takes time too.
#[cfg(target_os = "linux")]
fn age() -> Duration {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    age_from(&read("/proc/self/stat"), &read("/proc/uptime")).unwrap_or_default()
}

/// Elsewhere the count begins with the program's first line.
#[cfg(not(target_os = "linux"))]
fn age() -> Duration {
    Duration::ZERO
}

/// Field 22 of `stat` is the start in ticks of a hundredth of a second since the system's own.
#[cfg(target_os = "linux")]
fn age_from(stat: &str, uptime: &str) -> Option<Duration> {
    let after_name = stat.rsplit_once(')')?.1;
    let ticks: f64 = after_name.split_whitespace().nth(19)?.parse().ok()?;
    let uptime: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(uptime - ticks / 100.0).ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_age_is_counted_from_the_start_of_the_process() {
        let stat = "42 (a) b) S 1 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 12345 1 1 184467";
        assert_eq!(age_from(stat, "123.70 200.00"), Some(Duration::from_millis(250)));
        assert_eq!(age_from(stat, "1.00 1.00"), None, "a clock that went back is no age");
        assert_eq!(age_from("", ""), None);
        assert!(age() < Duration::from_secs(3600), "of this very process");
    }
}
