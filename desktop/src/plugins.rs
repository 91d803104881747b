//! The plugins of Tauri this window has, in their order, and how each is set.

use tauri::Wry;
use tauri_plugin_log::{RotationStrategy, Target, TargetKind};
use tauri_plugin_window_state::StateFlags;

use crate::places::{self, Places};
use crate::shell;

const LOG_SIZE: u128 = 1_000_000;

/// A second start has to be found out before anything else is begun, so its plugin is the first.
pub fn add(builder: tauri::Builder<Wry>) -> tauri::Builder<Wry> {
    #[cfg(target_os = "linux")]
    let second_starts_are_known = crate::instance::can_be_known();
    #[cfg(not(target_os = "linux"))]
    let second_starts_are_known = true;
    let builder = if second_starts_are_known {
        builder.plugin(tauri_plugin_single_instance::init(|app, words, _| {
            shell::started_again(app, &words);
        }))
    } else {
        builder
    };
    builder
        .plugin(log_plugin())
        .plugin(window_state_plugin())
        .plugin(tauri_plugin_autostart::Builder::new().arg("--hidden").build())
        .plugin(tauri_plugin_dialog::init())
        // Links in the page are no way out: `open_web` is.
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(tauri_plugin_deep_link::init())
}

fn log_plugin() -> tauri::plugin::TauriPlugin<Wry> {
    let file_name = Some(Places::LOG.to_owned());
    let file = match places::home() {
        Some(home) => TargetKind::Folder { path: places::logs_under(&home), file_name },
        None => TargetKind::LogDir { file_name },
    };
    let mut targets = vec![Target::new(file)];
    if cfg!(debug_assertions) {
        targets.push(Target::new(TargetKind::Stderr));
    }
    tauri_plugin_log::Builder::new()
        .targets(targets)
        .level(log::LevelFilter::Info)
        .level_for("zbus", log::LevelFilter::Warn)
        .level_for("tracing", log::LevelFilter::Warn)
        .max_file_size(LOG_SIZE)
        // The one written now, and the one before it.
        .rotation_strategy(RotationStrategy::KeepSome(1))
        .build()
}

/// Whether the window is visible is not restored: that is the person's wish of now.
fn window_state_plugin() -> tauri::plugin::TauriPlugin<Wry> {
    let flags = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN;
    let builder = tauri_plugin_window_state::Builder::new().with_state_flags(flags);
    match places::home() {
        // Joined to the usual folder by the plugin, where an absolute path stands for itself.
        Some(home) => builder.with_filename(home.join("window-state.json").to_string_lossy()).build(),
        None => builder.with_filename("window-state.json").build(),
    }
}

/// An AppImage is installed by nobody who would tell the desktop about `keepers://`; it does so itself.
#[cfg(target_os = "linux")]
pub fn register_links(app: &tauri::AppHandle) {
    use tauri::Manager;
    use tauri_plugin_deep_link::DeepLinkExt;

    if app.env().appimage.is_none() {
        return;
    }
    let app = app.clone();
    // Runs programs of the desktop, which take their time.
    std::thread::spawn(move || {
        if let Err(error) = app.deep_link().register_all() {
            log::warn!("links to photos are not known to the desktop: {error}");
        }
    });
}
