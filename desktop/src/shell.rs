//! Puts the parts of the window together and runs them.

use std::process::ExitCode;

use tauri::{App, AppHandle, Emitter, Manager, RunEvent};

use crate::arguments::{Arguments, Opening, Request};
use crate::menu::{self, Chosen};
use crate::notify::Notifications;
use crate::places::{self, Places};
use crate::protocol::Order;
use crate::secrets::Secrets;
use crate::settings::SettingsFile;
use crate::state::AppState;
use crate::supervisor::{Limits, Report, Setup, Supervisor};
use crate::tray::{Tray, TrayAction};
use crate::{commands, lifeline, plugins, settings_commands, updates, window};

/// Runs the window until it is quit. Fails when there is no display, or none that can be used.
pub fn run(arguments: Arguments) -> ExitCode {
    lifeline::end_on_panic();
    #[cfg(target_os = "linux")]
    draw_without_dmabuf();
    let app = plugins::add(tauri::Builder::default())
        .invoke_handler(tauri::generate_handler![
            commands::backend_info,
            commands::restart_backend,
            commands::choose_library,
            commands::use_usual_library,
            commands::choose_folder,
            commands::reveal_photo,
            commands::reveal_library,
            commands::reveal_log,
            commands::open_web,
            commands::take_destination,
            commands::first_photo_shown,
            commands::window_ready,
            commands::log_problem,
            settings_commands::desktop_settings,
            settings_commands::change_desktop_settings,
            updates::check_for_update,
            updates::install_update,
        ])
        .setup(move |app| set_up(app, arguments))
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(hear);
            ExitCode::SUCCESS
        }
        Err(error) => {
            crate::say(&format!("Keepers could not open its window: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// WebKitGTK shows an empty window with some graphics drivers unless it is told not to share buffers
/// with them. Whoever knows better sets the variable.
#[cfg(target_os = "linux")]
fn draw_without_dmabuf() {
    const NAME: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(NAME).is_none() {
        // SAFETY: the program has one thread so far; GTK, which reads this, starts later.
        unsafe { std::env::set_var(NAME, "1") };
    }
}

fn set_up(app: &mut App, arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let app = app.handle();
    log::info!("Keepers {} starts", env!("CARGO_PKG_VERSION"));
    arguments.log_ignored();
    let Request::Open(opening) = arguments.request else {
        // Asked to quit, and no other window was there to hear it.
        app.exit(0);
        return Ok(());
    };
    let places = Places::of(app)?;
    #[cfg(target_os = "linux")]
    if !crate::instance::is_the_only_one(app, &places.config) {
        return Ok(());
    }
    let clicked = app.clone();
    let notifications = Notifications::new(move |click| {
        if let (Some(state), Some(place)) = (AppState::of(&clicked), click.destination) {
            state.go_to(&clicked, place);
        }
        #[cfg(target_os = "linux")]
        if let Some(token) = click.activation_token {
            window::take_activation(&clicked, token);
        }
        window::show(&clicked);
    })?;
    let settings = SettingsFile::open(&places.config);
    let supervisor = Supervisor::new(setup_of(app)?, reporter(app));
    app.manage(AppState::new(places, settings, supervisor, notifications));
    let Some(state) = AppState::of(app) else { return Ok(()) };

    // The window and the sidecar start side by side: this returns at once.
    state.supervisor.restart(false);
    lifeline::quit_on_signals(app)?;
    open(app, &opening);
    install_tray(app, &state);
    updates::begin(app);
    #[cfg(target_os = "linux")]
    plugins::register_links(app);
    #[cfg(target_os = "macos")]
    app.set_menu(menu::bar(app)?)?;
    Ok(())
}

fn setup_of(app: &AppHandle) -> Result<Setup, Box<dyn std::error::Error>> {
    let resources = app.path().resource_dir()?;
    let handle = app.clone();
    Ok(Setup {
        words: Box::new(move || places::sidecar(&resources)),
        library: Box::new(move || AppState::of(&handle).and_then(|state| state.settings.get().library)),
        origins: origins(tauri::is_dev()),
        secrets: Secrets::new()?,
        limits: Limits::default(),
    })
}

/// Where the page comes from, as the sidecar sees it in its requests.
fn origins(dev: bool) -> Vec<String> {
    let bundled = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };
    let vite = dev.then_some("http://localhost:5173");
    std::iter::once(bundled).chain(vite).map(str::to_owned).collect()
}

fn reporter(app: &AppHandle) -> impl Fn(Report) + Send + 'static {
    let app = app.clone();
    move |report| match report {
        Report::State(state) => {
            if let Err(error) = app.emit("backend", &state) {
                log::error!("the page could not be told how the sidecar is: {error}");
            }
            window::on_main(&app, show_work);
        }
        Report::Work(_) => window::on_main(&app, show_work),
        Report::Notice(notice) => {
            // Read here: settings that are being written would hold up the main thread.
            let wanted = AppState::of(&app).is_some_and(|state| state.settings.get().notify_when_done);
            window::on_main(&app, move |app| {
                let Some(state) = AppState::of(app) else { return };
                state.notifications.tell(&notice, wanted, window::attention(app));
            });
        }
    }
}

fn install_tray(app: &AppHandle, state: &AppState) {
    let installed = Tray::install(app, act_on_tray, |app| AppState::of(app)?.tray_state());
    match installed {
        Ok(Some(tray)) => drop(state.tray.set(tray)),
        Ok(None) => {}
        Err(error) => log::warn!("no tray: {error}"),
    }
    show_work(app);
}

fn show_work(app: &AppHandle) {
    let Some(state) = AppState::of(app) else { return };
    if let Some(tray) = state.tray.get()
        && let Err(error) = tray.show(state.tray_state())
    {
        log::warn!("the tray could not be changed: {error}");
    }
}

fn act_on_tray(app: &AppHandle, action: TrayAction) {
    let order = |order| {
        if let Some(state) = AppState::of(app) {
            state.supervisor.order(order);
        }
    };
    match action {
        TrayAction::Open => window::show(app),
        TrayAction::PauseWork => order(Order::PauseWork),
        TrayAction::GoOnWithWork => order(Order::ResumeWork),
        TrayAction::Quit => lifeline::quit(app),
    }
}

/// A second start with these words, the program's name first: what it asked for is done here, or by a
/// new process if this one is being quit. Then the second one ends.
pub fn started_again(app: &AppHandle, words: &[String]) {
    let arguments = Arguments::read(words);
    arguments.log_ignored();
    let late = || AppState::of(app).is_some_and(|state| state.ending.keep(words));
    match arguments.request {
        // On the main thread, which comes to it once everything is there: it may have only just begun.
        Request::Quit => window::on_main(app, lifeline::quit),
        Request::Open(opening) if !late() => window::on_main(app, move |app| open(app, &opening)),
        Request::Open(_) | Request::Help | Request::Version => {}
    }
}

fn open(app: &AppHandle, opening: &Opening) {
    if let (Some(state), Some(place)) = (AppState::of(app), opening.destination) {
        state.go_to(app, place);
    }
    if !opening.hidden {
        window::show(app);
    }
}

fn hear(app: &AppHandle, event: RunEvent) {
    match event {
        // Every way out comes by here, some by nothing else: Cmd-Q, the end of a session.
        RunEvent::Exit => {
            if let Some(state) = AppState::of(app) {
                state.supervisor.stop();
            }
            log::info!("Keepers ends");
            lifeline::start_for_the_late(app);
        }
        // The window is gone without having been asked; the app goes in good order.
        RunEvent::ExitRequested { code: None, api, .. } => {
            api.prevent_exit();
            lifeline::quit(app);
        }
        RunEvent::MenuEvent(item) => match menu::chosen(item.id().as_ref()) {
            Some(Chosen::Command(action)) => tell_page(app, action),
            Some(Chosen::Quit) => lifeline::quit(app),
            None => {}
        },
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            let words = std::iter::once(String::new()).chain(urls.iter().map(ToString::to_string));
            started_again(app, &words.collect::<Vec<_>>());
        }
        _ => {}
    }
}

/// A command of the page was chosen in a menu.
fn tell_page(app: &AppHandle, action: &str) {
    window::show(app);
    if let Err(error) = app.emit("menu", serde_json::json!({ "action": action })) {
        log::error!("the page could not be told of a command: {error}");
    }
}
