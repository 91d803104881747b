//! The supervisor over Keepers itself: `cargo test -- --ignored keepers` with `KEEPERS_TEST_PYTHON`.

use keepers_desktop::backend::BackendState;
use tempfile::TempDir;

use crate::support::{Bench, python};

fn open(library: &TempDir) -> Bench {
    let words = [&python(), "-m", "keepers", "window"].map(str::to_owned).to_vec();
    let path = library.path().join("library").to_string_lossy().into_owned();
    Bench::start_words(words, Some(path))
}

#[test]
#[ignore = "needs the Python that has Keepers: KEEPERS_TEST_PYTHON"]
fn a_library_is_opened_told_of_a_folder_and_closed() {
    let folder = TempDir::new().unwrap();
    let bench = open(&folder);
    let BackendState::Ready { port, library, works_here, .. } = bench.ready() else { unreachable!() };
    assert_ne!(port, 0);
    assert!(library.ends_with("library"), "{library}");
    assert!(works_here);
    let photos = folder.path().join("2019");
    std::fs::create_dir(&photos).unwrap();
    let offered = bench.supervisor.offer_folder(photos.to_string_lossy().into_owned()).unwrap();
    assert_eq!(offered.name, "2019");
    assert!(!offered.handle.is_empty());
    assert!(bench.supervisor.locate(999_999).is_err(), "no such photo");
    bench.supervisor.stop();
    assert!(bench.supervisor.state() == BackendState::Stopped);
    // Closed in good order: the next one finds it free.
    open(&folder).ready();
}

#[test]
#[ignore = "needs the Python that has Keepers: KEEPERS_TEST_PYTHON"]
fn a_library_that_is_open_elsewhere_is_told_of_and_opened_alongside_on_a_wish() {
    let folder = TempDir::new().unwrap();
    let first = open(&folder);
    first.ready();
    let second = open(&folder);
    let (code, message, facts, library) = second.fatal();
    assert_eq!(code, "library_in_use");
    assert!(!message.is_empty());
    assert!(facts["pid"].is_number(), "{facts}");
    assert!(library.is_some_and(|path| path.ends_with("library")));
    second.supervisor.restart(true);
    assert!(matches!(second.ready(), BackendState::Ready { works_here: false, .. }));
}
