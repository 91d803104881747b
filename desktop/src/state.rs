//! What the parts of the window share.

use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Mutex, OnceLock, PoisonError};

use tauri::{AppHandle, Emitter, Manager, Wry};

use crate::destination::Destination;
use crate::lifeline::Ending;
use crate::notify::Notifications;
use crate::places::Places;
use crate::settings::SettingsFile;
use crate::supervisor::Supervisor;
use crate::tray::{Tray, TrayState};
use crate::window;

/// Held by Tauri from before the sidecar is started; reached with `app.state::<AppState>()`.
pub struct AppState {
    pub places: Places,
    pub settings: SettingsFile,
    pub supervisor: Supervisor,
    pub notifications: Notifications,
    /// Set once it is there; stays empty where there is no tray.
    pub tray: OnceLock<Tray<Wry>>,
    pub sight: window::Sight,
    /// How many problems the page has logged in this run.
    pub problems: AtomicU32,
    /// Whether the page has told of its first picture.
    pub first_photo: AtomicBool,
    /// Held while a folder is asked for.
    pub choosing_folder: Mutex<()>,
    /// Whether a new version is being fetched.
    #[cfg(feature = "updater")]
    pub updating: AtomicBool,
    pub ending: Ending,
    destination: Mutex<Wish>,
}

/// Where the page should go, and whether it is there to be told.
#[derive(Default)]
struct Wish {
    waiting: Option<Destination>,
    page_listens: bool,
}

impl AppState {
    pub fn new(
        places: Places,
        settings: SettingsFile,
        supervisor: Supervisor,
        notifications: Notifications,
    ) -> Self {
        Self {
            places,
            settings,
            supervisor,
            notifications,
            tray: OnceLock::new(),
            sight: window::Sight::default(),
            problems: AtomicU32::new(0),
            first_photo: AtomicBool::new(false),
            choosing_folder: Mutex::default(),
            #[cfg(feature = "updater")]
            updating: AtomicBool::new(false),
            ending: Ending::default(),
            destination: Mutex::default(),
        }
    }

    /// The state of a running app; `None` only while it is being built.
    pub fn of(app: &AppHandle) -> Option<tauri::State<'_, Self>> {
        app.try_state::<Self>()
    }

    /// Leads the page to a place: now if it listens, else once it asks.
    pub fn go_to(&self, app: &AppHandle, place: Destination) {
        // Whoever names a place wants that one, and no more what a notification had offered.
        self.notifications.window_opened();
        let listens = {
            let mut wish = self.wish();
            wish.waiting = (!wish.page_listens).then_some(place);
            wish.page_listens
        };
        if listens && let Err(error) = app.emit("open", place) {
            log::error!("the page could not be told where to go: {error}");
        }
    }

    /// The place the page should begin with; from now on it is told of places by events.
    pub fn take_destination(&self) -> Option<Destination> {
        let mut wish = self.wish();
        wish.page_listens = true;
        wish.waiting.take()
    }

    /// The page is loaded anew and will ask again where to begin.
    pub fn page_begins(&self) {
        self.wish().page_listens = false;
    }

    /// What the tray should say: the work of a library that is open.
    pub fn tray_state(&self) -> TrayState {
        self.supervisor.open_library().map(|_| self.supervisor.work())
    }

    fn wish(&self) -> std::sync::MutexGuard<'_, Wish> {
        self.destination.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
