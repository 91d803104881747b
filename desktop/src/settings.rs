//! What the window itself remembers: `settings.json` in its own folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

const NAME: &str = "settings.json";
const BEING_WRITTEN: &str = "settings.json.new";
const SET_ASIDE: &str = "settings.broken.json";

/// The settings of the window. Photos and everything about them are in the library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The close button hides the window where there is a tray to bring it back.
    pub close_to_tray: bool,
    pub notify_when_done: bool,
    /// Off until a person says so: nothing leaves the computer unasked.
    pub check_for_updates: bool,
    /// When an update was last looked for unasked, in seconds since 1970.
    pub looked_for_update: Option<u64>,
    /// The library a person chose; `None` is the usual one.
    pub library: Option<String>,
    /// Whether it was said once that the hidden window goes on.
    pub told_about_tray: bool,
    /// Keys of a newer Keepers, kept for it.
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            close_to_tray: true,
            notify_when_done: true,
            check_for_updates: false,
            looked_for_update: None,
            library: None,
            told_about_tray: false,
            unknown: Map::new(),
        }
    }
}

/// The settings as they are now, and the file they are kept in.
#[derive(Debug)]
pub struct SettingsFile {
    folder: PathBuf,
    now: Mutex<Settings>,
}

impl SettingsFile {
    /// Reads the settings of `folder`.
    ///
    /// No file: the defaults. A file that is no settings is renamed to `settings.broken.json`; one
    /// that cannot be read at all is left where it is. Both are logged and leave the defaults.
    pub fn open(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        let settings = read(&folder);
        Self { folder, now: Mutex::new(settings) }
    }

    /// The settings as they are now.
    pub fn get(&self) -> Settings {
        self.lock().clone()
    }

    /// Changes the settings and has them on disk before it returns what they are now.
    ///
    /// When they cannot be written nothing has changed.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) -> io::Result<Settings> {
        let mut now = self.lock();
        let mut wanted = now.clone();
        change(&mut wanted);
        if wanted != *now {
            write(&self.folder, &wanted)?;
            *now = wanted;
        }
        Ok(now.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Settings> {
        // A panic while the lock was held left whole settings: they are replaced as one value.
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(folder: &Path) -> Settings {
    let path = folder.join(NAME);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Settings::default(),
        Err(error) => {
            log::error!("cannot read {}: {error}", path.display());
            return Settings::default();
        }
    };
    match serde_json::from_slice(&bytes) {
        Ok(settings) => settings,
        Err(error) => {
            log::error!("{} is no settings: {error}", path.display());
            if let Err(error) = fs::rename(&path, folder.join(SET_ASIDE)) {
                log::error!("cannot set {} aside: {error}", path.display());
            }
            Settings::default()
        }
    }
}

/// Written beside and renamed over, so that whoever looks finds the old or the new file whole.
fn write(folder: &Path, settings: &Settings) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let new = folder.join(BEING_WRITTEN);
    let mut file = File::create(&new)?;
    serde_json::to_writer_pretty(&mut file, settings)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new, folder.join(NAME))?;
    // The rename is lasting only once the folder is; Windows keeps no folder open for that.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder_with(text: &str) -> TempDir {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(NAME), text).unwrap();
        folder
    }

    fn text_of(folder: &TempDir, name: &str) -> String {
        fs::read_to_string(folder.path().join(name)).unwrap()
    }

    #[test]
    fn without_a_file_there_are_defaults_and_no_file_is_made() {
        let folder = TempDir::new().unwrap();
        let settings = SettingsFile::open(folder.path()).get();
        assert_eq!(settings, Settings::default());
        assert!(settings.close_to_tray && settings.notify_when_done);
        assert!(!settings.check_for_updates, "nothing is asked of the net unasked");
        assert!(!folder.path().join(NAME).exists());
    }

    #[test]
    fn what_was_changed_is_there_at_the_next_start() {
        let folder = TempDir::new().unwrap();
        let home = folder.path().join("not").join("there yet");
        let file = SettingsFile::open(&home);
        let library = "/home/ana/Bilder – Fotos".to_owned();
        let changed = file
            .change(|settings| {
                settings.close_to_tray = false;
                settings.library = Some(library.clone());
            })
            .unwrap();
        assert_eq!(changed, file.get());
        let again = SettingsFile::open(&home).get();
        assert_eq!(again.library, Some(library));
        assert!(!again.close_to_tray && again.notify_when_done);
        assert!(!home.join(BEING_WRITTEN).exists());
    }

    #[test]
    fn keys_of_a_newer_keepers_are_kept() {
        let folder = folder_with(r#"{"close_to_tray":false,"from_tomorrow":{"a":[1,null]}}"#);
        let file = SettingsFile::open(folder.path());
        assert!(!file.get().close_to_tray);
        file.change(|settings| settings.told_about_tray = true).unwrap();
        let kept: Value = serde_json::from_str(&text_of(&folder, NAME)).unwrap();
        assert_eq!(kept["from_tomorrow"], serde_json::json!({"a": [1, null]}));
        assert_eq!(kept["told_about_tray"], true);
        assert_eq!(kept["close_to_tray"], false);
    }

    #[test]
    fn a_file_that_is_no_settings_is_set_aside_whole() {
        for broken in ["", "{", "[]", "null", "\u{0}\u{0}", r#"{"close_to_tray":"yes"}"#] {
            let folder = folder_with(broken);
            let file = SettingsFile::open(folder.path());
            assert_eq!(file.get(), Settings::default(), "{broken:?}");
            assert_eq!(text_of(&folder, SET_ASIDE), broken);
            assert!(!folder.path().join(NAME).exists());
            file.change(|settings| settings.notify_when_done = false).unwrap();
            assert!(!SettingsFile::open(folder.path()).get().notify_when_done);
            assert_eq!(text_of(&folder, SET_ASIDE), broken);
        }
    }

    #[test]
    fn what_cannot_be_written_has_not_changed() {
        let folder = TempDir::new().unwrap();
        let in_the_way = folder.path().join("a file");
        fs::write(&in_the_way, "").unwrap();
        let file = SettingsFile::open(&in_the_way);
        let before = file.get();
        assert!(file.change(|settings| settings.close_to_tray = false).is_err());
        assert_eq!(file.get(), before);
    }

    #[test]
    fn nothing_is_written_when_nothing_changed() {
        let folder = TempDir::new().unwrap();
        let file = SettingsFile::open(folder.path());
        file.change(|settings| settings.close_to_tray = true).unwrap();
        assert!(!folder.path().join(NAME).exists());
    }

    #[test]
    fn changes_of_two_hands_at_once_are_both_kept() {
        let folder = TempDir::new().unwrap();
        let file = SettingsFile::open(folder.path());
        std::thread::scope(|scope| {
            scope.spawn(|| file.change(|settings| settings.close_to_tray = false));
            scope.spawn(|| file.change(|settings| settings.check_for_updates = true));
        });
        let kept = SettingsFile::open(folder.path()).get();
        assert!(!kept.close_to_tray && kept.check_for_updates);
    }
}
