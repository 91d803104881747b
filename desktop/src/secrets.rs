//! The two keys to the sidecar: made by the window, known to nobody else.

use std::fmt;

use serde::Serialize;

/// The token of the page and the key of its pictures; the same over all restarts of the sidecar.
#[derive(Clone, Serialize)]
pub struct Secrets {
    pub token: String,
    pub media_key: String,
}

impl Secrets {
    /// New keys from the system's random source; an error when it has none.
    pub fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { token: key()?, media_key: key()? })
    }

    /// The text with both keys blotted out, for logs and messages.
    pub fn blot(&self, text: &str) -> String {
        text.replace(&self.token, "[token]").replace(&self.media_key, "[media key]")
    }
}

/// Never the keys themselves.
impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secrets")
    }
}

/// 264 random bits as 44 letters of the URL-safe Base64 alphabet.
fn key() -> Result<String, getrandom::Error> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut random = [0_u8; 44];
    getrandom::fill(&mut random)?;
    Ok(random.iter().map(|byte| char::from(LETTERS[usize::from(byte & 63)])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_long_url_safe_and_never_the_same() {
        let (one, two) = (Secrets::new().unwrap(), Secrets::new().unwrap());
        let keys = [&one.token, &one.media_key, &two.token, &two.media_key];
        for (at, key) in keys.iter().enumerate() {
            assert!(key.len() >= 43);
            assert!(key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
            assert!(!keys[..at].contains(key));
        }
    }

    #[test]
    fn keys_do_not_get_into_logs() {
        let secrets = Secrets::new().unwrap();
        let text = format!("GET /media/{}/1 {}", secrets.media_key, secrets.token);
        assert_eq!(secrets.blot(&text), "GET /media/[media key]/1 [token]");
        assert_eq!(format!("{secrets:?}"), "Secrets");
    }
}
