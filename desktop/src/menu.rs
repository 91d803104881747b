//! The menu bar of macOS. Its commands are those of the page's registry, named by their ids.
//!
//! An item of the menu bar takes its keys before the page sees them, also the system's own Undo and
//! Select All. So these two are commands of the page, which knows whether a text field or the
//! library is meant; all other commands leave their keys to the page and show none here.

use tauri::menu::{Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Runtime};

const QUIT: &str = "menu.quit";

/// One line of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Command { action: &'static str, words: &'static str, keys: Option<&'static str> },
    Quit,
    Standard(Standard),
    Line,
}

/// Items macOS knows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standard {
    About,
    Services,
    Hide,
    HideOthers,
    ShowAll,
    CloseWindow,
    Cut,
    Copy,
    Paste,
    Fullscreen,
    Minimize,
    Zoom,
}

const fn command(action: &'static str, words: &'static str) -> Entry {
    Entry::Command { action, words, keys: None }
}

const fn with_keys(action: &'static str, words: &'static str, keys: &'static str) -> Entry {
    Entry::Command { action, words, keys: Some(keys) }
}

/// The whole menu bar; the commands in it are all that the event `menu` ever names.
const MENUS: &[(&str, &[Entry])] = &[
    (
        "Keepers",
        &[
            Entry::Standard(Standard::About),
            Entry::Line,
            with_keys("go.settings", "Settings…", "CmdOrCtrl+,"),
            Entry::Line,
            Entry::Standard(Standard::Services),
            Entry::Line,
            Entry::Standard(Standard::Hide),
            Entry::Standard(Standard::HideOthers),
            Entry::Standard(Standard::ShowAll),
            Entry::Line,
            Entry::Quit,
        ],
    ),
    (
        "File",
        &[
            command("folders.add", "Add a Folder…"),
            command("export.selection", "Export…"),
            Entry::Line,
            Entry::Standard(Standard::CloseWindow),
        ],
    ),
    (
        "Edit",
        &[
            with_keys("edit.undo", "Undo", "CmdOrCtrl+Z"),
            with_keys("edit.redo", "Redo", "CmdOrCtrl+Shift+Z"),
            Entry::Line,
            Entry::Standard(Standard::Cut),
            Entry::Standard(Standard::Copy),
            Entry::Standard(Standard::Paste),
            with_keys("photos.all", "Select All", "CmdOrCtrl+A"),
        ],
    ),
    (
        "View",
        &[
            command("view.days", "Days"),
            command("view.months", "Months"),
            command("view.years", "Years"),
            Entry::Line,
            command("view.larger", "Larger Photos"),
            command("view.smaller", "Smaller Photos"),
            Entry::Line,
            Entry::Standard(Standard::Fullscreen),
        ],
    ),
    (
        "Go",
        &[
            command("go.photos", "Photos"),
            command("go.picks", "Picks"),
            command("go.activity", "Activity"),
            Entry::Line,
            command("go.newest", "Newest Photo"),
            command("go.oldest", "Oldest Photo"),
            Entry::Line,
            command("app.palette", "Find a Command…"),
        ],
    ),
    ("Window", &[Entry::Standard(Standard::Minimize), Entry::Standard(Standard::Zoom)]),
    ("Help", &[command("app.keys", "Keyboard Shortcuts")]),
];

/// What was chosen in the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// A command of the page's registry; the payload of the event `menu`.
    Command(&'static str),
    Quit,
}

/// What an item of the menu bar means; `None` for items of other menus.
pub fn chosen(item: &str) -> Option<Chosen> {
    if item == QUIT {
        return Some(Chosen::Quit);
    }
    commands().find(|action| *action == item).map(Chosen::Command)
}

fn commands() -> impl Iterator<Item = &'static str> {
    let entries = MENUS.iter().flat_map(|(_, entries)| entries.iter());
    entries.filter_map(|entry| match entry {
        Entry::Command { action, .. } => Some(*action),
        _ => None,
    })
}

/// The menu bar, to be set with `app.set_menu` on macOS only: Linux and Windows have none.
pub fn bar<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<Menu<R>> {
    let menu = Menu::new(app)?;
    for (title, entries) in MENUS {
        let submenu = Submenu::new(app, title, true)?;
        for entry in *entries {
            add(app, &submenu, *entry)?;
        }
        menu.append(&submenu)?;
    }
    Ok(menu)
}

fn add<R: Runtime>(app: &AppHandle<R>, to: &Submenu<R>, entry: Entry) -> tauri::Result<()> {
    match entry {
        Entry::Command { action, words, keys } => {
            to.append(&MenuItem::with_id(app, action, words, true, keys)?)
        }
        // The system's own item would end the process before the sidecar is told to stop.
        Entry::Quit => to.append(&MenuItem::with_id(app, QUIT, "Quit Keepers", true, Some("CmdOrCtrl+Q"))?),
        Entry::Standard(item) => to.append(&standard(app, item)?),
        Entry::Line => to.append(&PredefinedMenuItem::separator(app)?),
    }
}

fn standard<R: Runtime>(app: &AppHandle<R>, item: Standard) -> tauri::Result<PredefinedMenuItem<R>> {
    match item {
        Standard::About => PredefinedMenuItem::about(app, Some("About Keepers"), None),
        Standard::Services => PredefinedMenuItem::services(app, None),
        Standard::Hide => PredefinedMenuItem::hide(app, Some("Hide Keepers")),
        Standard::HideOthers => PredefinedMenuItem::hide_others(app, None),
        Standard::ShowAll => PredefinedMenuItem::show_all(app, None),
        Standard::CloseWindow => PredefinedMenuItem::close_window(app, Some("Close")),
        Standard::Cut => PredefinedMenuItem::cut(app, None),
        Standard::Copy => PredefinedMenuItem::copy(app, None),
        Standard::Paste => PredefinedMenuItem::paste(app, None),
        Standard::Fullscreen => PredefinedMenuItem::fullscreen(app, None),
        Standard::Minimize => PredefinedMenuItem::minimize(app, None),
        Standard::Zoom => PredefinedMenuItem::maximize(app, Some("Zoom")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::fs;
    use std::path::Path;

    /// All of the page's sources, tests left out.
    fn sources(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                sources(&path, text);
            } else if (name.ends_with(".ts") || name.ends_with(".tsx")) && !name.contains(".test.") {
                text.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn every_command_of_the_menu_bar_is_one_of_the_page() {
        let mut text = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend/src"), &mut text);
        let missing: Vec<_> =
            commands().filter(|action| !text.contains(&format!("id: \"{action}\""))).collect();
        assert_eq!(missing, Vec::<&str>::new(), "no action of the page has these ids");
    }

    #[test]
    fn no_command_and_no_keys_stand_twice() {
        let mut seen = HashSet::new();
        for entry in MENUS.iter().flat_map(|(_, entries)| entries.iter()) {
            if let Entry::Command { action, keys, .. } = entry {
                assert!(seen.insert(*action), "{action}");
                assert!(keys.is_none_or(|keys| seen.insert(keys)), "{keys:?}");
            }
        }
    }

    #[test]
    fn only_items_of_the_menu_bar_are_commands() {
        assert_eq!(chosen("edit.undo"), Some(Chosen::Command("edit.undo")));
        assert_eq!(chosen(QUIT), Some(Chosen::Quit));
        for other in ["", "tray.open", "photos.leaveOut", "edit.undo "] {
            assert_eq!(chosen(other), None, "{other:?}");
        }
    }
}
