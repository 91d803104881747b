//! Places of the UI that a link, a notification or the sidecar may name.

use serde::{Deserialize, Deserializer, Serialize};

/// What a link of ours begins with, in lower case as every browser and desktop hands it over.
const SCHEME: &str = "keepers://";

/// More digits than any catalogue counts, few enough to be exact in the page's numbers.
const MOST_DIGITS: usize = 15;
pub const LARGEST_ID: u64 = 999_999_999_999_999;

/// A place of the UI; in JSON `{"place":"photo","id":12}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum Destination {
    Photos,
    Activity,
    Picks,
    Settings,
    Photo {
        #[serde(deserialize_with = "photo_id")]
        id: u64,
    },
}

impl Destination {
    /// What a `keepers://` link names: `photos`, `activity` or `photo/ID`; `None` for anything else.
    ///
    /// Links come from web pages and mails, so they are taken literally: no other case, no
    /// percent-encoding, no query. One slash at the end is allowed because Windows adds it.
    pub fn from_link(link: &str) -> Option<Self> {
        let path = link.strip_prefix(SCHEME)?;
        let path = path.strip_suffix('/').unwrap_or(path);
        match path.split_once('/') {
            None if path == "photos" => Some(Self::Photos),
            None if path == "activity" => Some(Self::Activity),
            Some(("photo", id)) => id_in_digits(id).map(|id| Self::Photo { id }),
            _ => None,
        }
    }
}

/// Whether an argument is meant as a link of ours, well formed or not.
pub fn is_link(argument: &str) -> bool {
    argument.get(.."keepers:".len()).is_some_and(|start| start.eq_ignore_ascii_case("keepers:"))
}

fn id_in_digits(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || text.len() > MOST_DIGITS || text.starts_with('0') {
        return None;
    }
    text.parse().ok()
}

fn photo_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let id = u64::deserialize(deserializer)?;
    if id == 0 || id > LARGEST_ID {
        return Err(serde::de::Error::custom("not the id of a photo"));
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_name_a_place() {
        for (link, place) in [
            ("keepers://photos", Destination::Photos),
            ("keepers://photos/", Destination::Photos),
            ("keepers://activity", Destination::Activity),
            ("keepers://photo/1", Destination::Photo { id: 1 }),
            ("keepers://photo/123/", Destination::Photo { id: 123 }),
            ("keepers://photo/999999999999999", Destination::Photo { id: LARGEST_ID }),
        ] {
            assert_eq!(Destination::from_link(link), Some(place), "{link}");
        }
    }

    #[test]
    fn links_that_name_nothing() {
        for link in [
            "",
            "keepers",
            "keepers:",
            "keepers:photos",
            "keepers:/photos",
            "keepers://",
            "keepers:///",
            "keepers:///photos",
            "KEEPERS://photos",
            "keepers://Photos",
            "keepers://PHOTO/1",
            "keepers://photos//",
            "keepers://photos/1",
            "keepers://photos?x=1",
            "keepers://photos#x",
            "keepers://photos ",
            " keepers://photos",
            "keepers://photo",
            "keepers://photo/",
            "keepers://photo//1",
            "keepers://photo/1//",
            "keepers://photo/1/2",
            "keepers://photo/0",
            "keepers://photo/007",
            "keepers://photo/-1",
            "keepers://photo/+1",
            "keepers://photo/1.0",
            "keepers://photo/1e3",
            "keepers://photo/0x10",
            "keepers://photo/%31",
            "keepers://photo/1%00",
            "keepers://photo/1?token=x",
            "keepers://photo/1#x",
            "keepers://photo/1\n",
            "keepers://photo/1\0",
            "keepers://photo/١٢٣",
            "keepers://photo/１",
            "keepers://photo/../activity",
            "keepers://photo/1000000000000000",
            "keepers://photo/18446744073709551616",
            "keepers://user@photo/1",
            "keepers://photo:80/1",
            "keepers://picks",
            "keepers://settings",
            "keepers://story/1",
            "keepers://file///etc/passwd",
            "javascript:alert(1)",
            "https://photos",
            "file:///photos",
        ] {
            assert_eq!(Destination::from_link(link), None, "{link:?}");
        }
    }

    #[test]
    fn a_link_is_read_back_from_what_it_says_for_every_length_of_id() {
        for digits in 1..=MOST_DIGITS {
            let id = 10_u64.pow(digits as u32 - 1);
            let link = format!("keepers://photo/{id}");
            assert_eq!(Destination::from_link(&link), Some(Destination::Photo { id }));
        }
    }

    #[test]
    fn nothing_cut_from_or_put_into_a_link_opens_another_photo() {
        let link = "keepers://photo/4711";
        for end in 0..link.len() {
            let cut = &link[..end];
            let opened = Destination::from_link(cut);
            let prefix_of_digits = cut.len() > "keepers://photo/".len();
            assert_eq!(opened.is_some(), prefix_of_digits, "{cut:?}");
        }
        for at in 0..=link.len() {
            for strange in ['%', '?', '#', '\\', ' ', '\t', '\u{202e}', 'é', '\0', '@', ':'] {
                let mut with = link.to_owned();
                with.insert(at, strange);
                assert_eq!(Destination::from_link(&with), None, "{with:?}");
            }
        }
    }

    #[test]
    fn links_are_told_from_other_arguments() {
        assert!(is_link("keepers://photo/1"));
        assert!(is_link("KEEPERS:x"));
        assert!(!is_link("keepers"));
        assert!(!is_link("--hidden"));
        assert!(!is_link("kéepers:"));
    }

    #[test]
    fn places_are_written_as_the_contract_says() {
        for (place, json) in [
            (Destination::Photos, r#"{"place":"photos"}"#),
            (Destination::Activity, r#"{"place":"activity"}"#),
            (Destination::Picks, r#"{"place":"picks"}"#),
            (Destination::Settings, r#"{"place":"settings"}"#),
            (Destination::Photo { id: 12 }, r#"{"place":"photo","id":12}"#),
        ] {
            assert_eq!(serde_json::to_string(&place).unwrap(), json);
            assert_eq!(serde_json::from_str::<Destination>(json).unwrap(), place);
        }
    }

    #[test]
    fn places_that_are_not_there_are_refused() {
        for json in [
            r#"{"place":"story","id":1}"#,
            r#"{"place":"photo"}"#,
            r#"{"place":"photo","id":0}"#,
            r#"{"place":"photo","id":-1}"#,
            r#"{"place":"photo","id":"1"}"#,
            r#"{"place":"photo","id":1000000000000000}"#,
            r#"{}"#,
            r#""photos""#,
        ] {
            assert!(serde_json::from_str::<Destination>(json).is_err(), "{json}");
        }
    }
}
