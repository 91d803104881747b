//! When the daily look for a newer version is due.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Between two looks, in seconds.
const DAY: u64 = 24 * 60 * 60;

/// How long the rule is left alone between two questions.
pub(super) const ASKED_EVERY: Duration = Duration::from_secs(15 * 60);

/// Whether to look now. Times are seconds since 1970.
///
/// A clock that was turned back does not stop the looking: a last look that is still to come is none.
pub(super) fn is_due(wanted: bool, last: Option<u64>, now: u64) -> bool {
    wanted && last.is_none_or(|last| now < last || now - last >= DAY)
}

/// Seconds since 1970; 0 on a computer whose clock is before that.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_looked_for_unasked() {
        for last in [None, Some(0), Some(u64::MAX)] {
            assert!(!is_due(false, last, 10 * DAY));
        }
    }

    #[test]
    fn once_a_day_and_not_more() {
        let then = 20_000 * DAY;
        assert!(is_due(true, None, then), "never looked");
        for (later, due) in [(0, false), (1, false), (DAY - 1, false), (DAY, true), (9 * DAY, true)] {
            assert_eq!(is_due(true, Some(then), then + later), due, "{later} s later");
        }
    }

    #[test]
    fn a_clock_that_was_turned_back_does_not_stop_the_looking() {
        assert!(is_due(true, Some(20_000 * DAY), 5 * DAY));
        assert!(is_due(true, Some(u64::MAX), 0));
    }
}
