//! What the words after the program's name ask for, at a first start and at a later one.

use crate::destination::{Destination, is_link};

/// Longest piece of an unknown argument that is repeated in the log, in characters.
const SHOWN: usize = 80;

/// What a person sees who asks `keepers-desktop --help`.
pub const HELP: &str = "\
Keepers, the window to your photos.

Usage: keepers-desktop [--hidden] [LINK]

  LINK        keepers://photos, keepers://activity or keepers://photo/ID
  --hidden    start without showing the window
  --quit      ask the Keepers that is running to quit
  --help      show this
  --version   show the version

A second start brings the running Keepers to the front and hands it the link.
";

/// What a start of the program is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    Help,
    Version,
    /// Ask a running Keepers to quit; when none runs there is nothing to do.
    Quit,
    Open(Opening),
}

/// How the window is to be there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    pub hidden: bool,
    pub destination: Option<Destination>,
}

/// A request and the arguments that meant nothing, each cut to what a log may show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arguments {
    pub request: Request,
    pub ignored: Vec<String>,
}

impl Arguments {
    /// Reads the whole command line, the program's name first.
    ///
    /// The first of `--help`, `--version` and `--quit` is what is done; of several links the last.
    pub fn read<I, S>(command_line: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let mut asked = None;
        let mut opening = Opening::default();
        let mut ignored = Vec::new();
        for argument in command_line.into_iter().skip(1) {
            let argument = argument.as_ref();
            match argument {
                "--help" | "-h" => asked = asked.or(Some(Request::Help)),
                "--version" | "-V" => asked = asked.or(Some(Request::Version)),
                "--quit" => asked = asked.or(Some(Request::Quit)),
                "--hidden" => opening.hidden = true,
                _ => match Destination::from_link(argument) {
                    Some(place) => opening.destination = Some(place),
                    None => ignored.push(shown(argument)),
                },
            }
        }
        Self { request: asked.unwrap_or(Request::Open(opening)), ignored }
    }

    /// Tells the log what was not understood.
    pub fn log_ignored(&self) {
        for argument in &self.ignored {
            let what = if is_link(argument) { "link" } else { "argument" };
            log::warn!("ignored an unknown {what}: {argument}");
        }
    }
}

/// `keepers-desktop 0.1.0`.
pub fn version() -> String {
    format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

/// Characters that would break or disguise a line of the log are written as escapes.
fn shown(argument: &str) -> String {
    let mut text: String = argument.escape_debug().take(SHOWN).collect();
    if argument.escape_debug().count() > SHOWN {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Arguments {
        let line = std::iter::once("/usr/bin/keepers-desktop").chain(words.iter().copied());
        Arguments::read(line)
    }

    fn opening(hidden: bool, destination: Option<Destination>) -> Request {
        Request::Open(Opening { hidden, destination })
    }

    #[test]
    fn a_plain_start_opens_the_window() {
        for line in [&[][..], &["keepers-desktop"][..]] {
            let arguments = Arguments::read(line.iter());
            assert_eq!(arguments.request, opening(false, None));
            assert_eq!(arguments.ignored, Vec::<String>::new());
        }
    }

    #[test]
    fn the_name_of_the_program_is_not_an_argument() {
        let arguments = Arguments::read(["keepers://photo/1", "--hidden"]);
        assert_eq!(arguments.request, opening(true, None));
    }

    #[test]
    fn words_that_are_known() {
        let photo = Some(Destination::Photo { id: 12 });
        for (words, request) in [
            (&["--hidden"][..], opening(true, None)),
            (&["keepers://photo/12"], opening(false, photo)),
            (&["--hidden", "keepers://photo/12"], opening(true, photo)),
            (&["keepers://photos", "keepers://photo/12"], opening(false, photo)),
            (&["--quit"], Request::Quit),
            (&["--hidden", "--quit"], Request::Quit),
            (&["--help"], Request::Help),
            (&["-h"], Request::Help),
            (&["--version"], Request::Version),
            (&["-V"], Request::Version),
            (&["--help", "--quit"], Request::Help),
            (&["--quit", "--help"], Request::Quit),
        ] {
            let arguments = read(words);
            assert_eq!(arguments.request, request, "{words:?}");
            assert_eq!(arguments.ignored, Vec::<String>::new(), "{words:?}");
        }
    }

    #[test]
    fn words_that_are_not_known_are_left_out_and_named() {
        let arguments = read(&["--QUIT", "keepers://story/1", "", "-psn_0_1", "keepers://photos"]);
        assert_eq!(arguments.request, opening(false, Some(Destination::Photos)));
        assert_eq!(arguments.ignored, ["--QUIT", "keepers://story/1", "", "-psn_0_1"]);
    }

    #[test]
    fn what_the_log_repeats_is_one_short_line() {
        let ignored = read(&["a\nb\u{1b}[31m\u{202e}"]).ignored;
        assert_eq!(ignored, ["a\\nb\\u{1b}[31m\\u{202e}"]);
        let ignored = read(&["x".repeat(10_000).as_str()]).ignored;
        assert_eq!(ignored[0].chars().count(), SHOWN + 1);
    }

    #[test]
    fn the_version_names_the_program() {
        assert!(version().starts_with("keepers-desktop "));
    }
}
