//! Where a message led that nobody could click.

use std::time::{Duration, Instant};

use crate::destination::Destination;

/// After this a person who opens the window came for something else.
const GOOD_FOR: Duration = Duration::from_secs(10 * 60);

/// The last place that could not be opened by a click.
#[derive(Debug, Default)]
pub(super) struct Offer {
    last: Option<(Destination, Instant)>,
}

impl Offer {
    /// Takes the place of what was offered before; a message that leads nowhere ends the offer.
    pub(super) fn make(&mut self, destination: Option<Destination>, now: Instant) {
        self.last = destination.map(|destination| (destination, now));
    }

    /// What is offered now. Whoever asks has opened the window, so it is offered no more.
    pub(super) fn take(&mut self, now: Instant) -> Option<Destination> {
        let (destination, made) = self.last.take()?;
        (now.saturating_duration_since(made) < GOOD_FOR).then_some(destination)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHOTO: Destination = Destination::Photo { id: 7 };

    #[test]
    fn nothing_is_offered_before_there_was_a_message() {
        assert_eq!(Offer::default().take(Instant::now()), None);
    }

    #[test]
    fn a_place_is_offered_once() {
        let now = Instant::now();
        let mut offer = Offer::default();
        offer.make(Some(PHOTO), now);
        assert_eq!(offer.take(now), Some(PHOTO));
        assert_eq!(offer.take(now), None);
    }

    #[test]
    fn an_offer_is_good_for_ten_minutes() {
        let now = Instant::now();
        let second = Duration::from_secs(1);
        for (after, offered) in
            [(GOOD_FOR - second, Some(PHOTO)), (GOOD_FOR, None), (GOOD_FOR + second, None)]
        {
            let mut offer = Offer::default();
            offer.make(Some(PHOTO), now);
            assert_eq!(offer.take(now + after), offered);
        }
    }

    #[test]
    fn the_newest_message_is_what_counts() {
        let now = Instant::now();
        let mut offer = Offer::default();
        offer.make(Some(PHOTO), now);
        offer.make(Some(Destination::Activity), now + GOOD_FOR);
        assert_eq!(offer.take(now + GOOD_FOR), Some(Destination::Activity));
        offer.make(Some(PHOTO), now);
        offer.make(None, now);
        assert_eq!(offer.take(now), None);
    }
}
