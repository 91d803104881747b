//! Lists the commands of the page, so that each of them needs a permission.

const COMMANDS: &[&str] = &[
    "backend_info",
    "restart_backend",
    "choose_library",
    "use_usual_library",
    "choose_folder",
    "desktop_settings",
    "change_desktop_settings",
    "reveal_photo",
    "reveal_library",
    "reveal_log",
    "open_web",
    "take_destination",
    "first_photo_shown",
    "window_ready",
    "log_problem",
    "check_for_update",
    "install_update",
];

fn main() {
    let commands = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("the window cannot be built: {error:#}");
    }
}
