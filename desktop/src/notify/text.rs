//! Text that becomes part of a notification.

/// One line of at most `longest` characters, without control characters and without the marks that
/// turn the direction of what follows. Cut text ends with an ellipsis.
pub(super) fn plain(text: &str, longest: usize) -> String {
    let seen = text.chars().map(|char| if char.is_control() { ' ' } else { char });
    let line: String = seen.filter(|char| !turns_direction(*char)).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(longest) {
        None => line,
        Some(_) => line.chars().take(longest.saturating_sub(1)).chain(['…']).collect(),
    }
}

fn turns_direction(char: char) -> bool {
    matches!(char, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text for a server that reads the body as markup: what looked like a tag is shown as it was written.
#[cfg(target_os = "linux")]
pub(super) fn as_markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text for everybody else. Some servers read markup and do not say so (dunst as it is when nobody set
/// it up), so what could begin a tag becomes a mark that looks alike.
#[cfg(target_os = "linux")]
pub(super) fn without_tags(text: &str) -> String {
    text.replace('<', "‹").replace('>', "›")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_and_marks_taken_out() {
        for (text, line) in [
            ("", ""),
            ("412 photos added", "412 photos added"),
            (" a\n\tb\r\nc\0d ", "a b c d"),
            ("\u{1b}[31mred", "[31mred"),
            ("gpj.\u{202e}exe", "gpj.exe"),
            ("\u{2067}a\u{2069}", "a"),
            ("Zoë & 李 📷", "Zoë & 李 📷"),
        ] {
            assert_eq!(plain(text, 200), line, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        assert_eq!(plain("äöü", 3), "äöü");
        assert_eq!(plain("äöüß", 3), "äö…");
        assert_eq!(plain("abc", 0), "…");
        assert_eq!(plain(&"📷".repeat(500), 200).chars().count(), 200);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_in_it_is_a_tag() {
        assert_eq!(
            as_markup("<a href=\"x\">you & me</a> &lt;"),
            "&lt;a href=\"x\"&gt;you &amp; me&lt;/a&gt; &amp;lt;"
        );
        assert_eq!(without_tags("<b>Mum & Dad</b> 3 < 4"), "‹b›Mum & Dad‹/b› 3 ‹ 4");
    }
}
