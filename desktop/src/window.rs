//! The one window: built, shown when there is something to see, hidden instead of closed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tauri::webview::{DownloadEvent, NewWindowResponse, PageLoadEvent};
use tauri::window::Color;
use tauri::{AppHandle, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::marks::mark;
use crate::notify::{Attention, Message};
use crate::state::AppState;
use crate::{dropped, lifeline, tray};

/// The label of the window, as the capabilities name it.
pub const MAIN: &str = "main";

/// A page that does not say that it is painted is shown all the same.
const PAINTED_BY: Duration = Duration::from_secs(3);
/// And so is a window whose page does not even load.
const LOADED_BY: Duration = Duration::from_secs(10);

/// The canvas of the page in both themes, so that nothing flashes.
const LIGHT: Color = Color(253, 253, 252, 255);
const DARK: Color = Color(16, 15, 14, 255);

/// Whether the window is wished for, and whether it has anything to show.
#[derive(Default)]
pub struct Sight {
    wanted: AtomicBool,
    painted: AtomicBool,
}

/// Brings the window to the front, building it first if need be. From any thread.
pub fn show(app: &AppHandle) {
    on_main(app, |app| {
        let Some(state) = AppState::of(app) else { return };
        if state.ending.has_begun() {
            return;
        }
        state.sight.wanted.store(true, Ordering::SeqCst);
        if let Some(place) = state.notifications.window_opened() {
            state.go_to(app, place);
        }
        match app.get_webview_window(MAIN) {
            Some(window) if state.sight.painted.load(Ordering::SeqCst) => come_to_front(&window),
            // It shows itself as soon as it is painted.
            Some(_) => {}
            None => {
                if let Err(error) = build(app) {
                    log::error!("the window could not be opened: {error}");
                    crate::say(&format!("Keepers could not open its window: {error}"));
                    lifeline::quit(app);
                }
            }
        }
    });
}

/// Takes what a desktop handed over with a click, by which it lets the window come to the front.
/// Wayland lets nobody come there without.
#[cfg(target_os = "linux")]
pub fn take_activation(app: &AppHandle, token: String) {
    use gtk::prelude::GtkWindowExt;

    on_main(app, move |app| {
        if let Some(Ok(window)) = app.get_webview_window(MAIN).map(|window| window.gtk_window()) {
            window.set_startup_id(&token);
        }
    });
}

/// There is something to see: shows the window if it is wished for. Told by the page or by time.
pub fn painted(app: &AppHandle) {
    on_main(app, |app| {
        let Some(state) = AppState::of(app) else { return };
        if state.sight.painted.swap(true, Ordering::SeqCst) {
            return;
        }
        if let Some(window) = app.get_webview_window(MAIN)
            && state.sight.wanted.load(Ordering::SeqCst)
        {
            come_to_front(&window);
            mark("window shown");
        }
    });
}

/// Hides the window if there is one. From any thread.
pub fn hide(app: &AppHandle) {
    on_main(app, |app| {
        if let Some(state) = AppState::of(app) {
            state.sight.wanted.store(false, Ordering::SeqCst);
        }
        if let Some(window) = app.get_webview_window(MAIN) {
            log_failure("hidden", window.hide());
        }
    });
}

/// How the window is looked at now. On the main thread only: elsewhere it would wait for it.
pub fn attention(app: &AppHandle) -> Attention {
    let window = app.get_webview_window(MAIN);
    let asked = |ask: fn(&WebviewWindow) -> tauri::Result<bool>| {
        window.as_ref().is_some_and(|window| ask(window).unwrap_or(false))
    };
    Attention {
        visible: asked(WebviewWindow::is_visible) && !asked(WebviewWindow::is_minimized),
        focused: asked(WebviewWindow::is_focused),
    }
}

/// Runs on the main thread, at once when this is it.
pub fn on_main(app: &AppHandle, act: impl FnOnce(&AppHandle) + Send + 'static) {
    let handle = app.clone();
    if let Err(error) = app.run_on_main_thread(move || act(&handle)) {
        log::error!("the main thread cannot be reached: {error}");
    }
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Keepers")
        .inner_size(1280.0, 820.0)
        .min_inner_size(900.0, 600.0)
        .visible(false)
        .devtools(cfg!(debug_assertions))
        .on_navigation(|url| {
            let allowed = is_ours(url, tauri::is_dev());
            if !allowed {
                log::warn!("the page may not leave for {}", url.scheme());
            }
            allowed
        })
        .on_new_window(|url, _| {
            log::warn!("the page may not open a window for {}", url.scheme());
            NewWindowResponse::Deny
        })
        .on_download(|_, download| {
            if let DownloadEvent::Requested { url, .. } = download {
                log::warn!("the page may not save files, as from {}", url.scheme());
            }
            false
        })
        .on_page_load(|window, load| match load.event() {
            PageLoadEvent::Started => {
                if let Some(state) = AppState::of(window.app_handle()) {
                    state.page_begins();
                }
            }
            PageLoadEvent::Finished => {
                mark("page loaded");
                painted_after(window.app_handle(), PAINTED_BY);
            }
        })
        .build()?;
    let ground = if window.theme()? == Theme::Dark { DARK } else { LIGHT };
    log_failure("coloured", window.set_background_color(Some(ground)));
    #[cfg(target_os = "linux")]
    log_failure("watched", crate::web_process::watch(&window));
    let watched = window.clone();
    window.on_window_event(move |event| hear(&watched, event));
    mark("window built");
    painted_after(app, LOADED_BY);
    Ok(())
}

fn painted_after(app: &AppHandle, wait: Duration) {
    if AppState::of(app).is_some_and(|state| state.sight.painted.load(Ordering::SeqCst)) {
        return;
    }
    let app = app.clone();
    thread::spawn(move || {
        thread::sleep(wait);
        painted(&app);
    });
}

/// Only the bundled page, and Vite's while it is being developed.
fn is_ours(url: &Url, dev: bool) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => url.port().is_none(),
        // Windows has no schemes of one's own; elsewhere this would be an address of the network.
        ("http", Some("tauri.localhost")) => cfg!(windows) && url.port().is_none(),
        ("http", Some("localhost")) => dev && url.port() == Some(5173),
        _ => false,
    }
}

fn hear(window: &WebviewWindow, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            close(window.app_handle());
        }
        WindowEvent::DragDrop(drag) => dropped::hear(window.app_handle(), drag),
        _ => {}
    }
}

/// The close button: the window is gone at once, and the app with it unless it goes on in the tray.
fn close(app: &AppHandle) {
    hide(app);
    let app = app.clone();
    // Whether there is a tray is asked of other processes.
    thread::spawn(move || {
        let Some(state) = AppState::of(&app) else { return };
        // On macOS an app without windows is in the Dock; it is quit from its menu.
        let goes_on = cfg!(target_os = "macos") || (state.settings.get().close_to_tray && has_tray(&state));
        if !goes_on {
            lifeline::quit(&app);
        } else if !cfg!(target_os = "macos") && !state.settings.get().told_about_tray {
            state.notifications.show(Message::goes_on_in_the_background());
            let told = state.settings.change(|settings| settings.told_about_tray = true);
            if let Err(error) = told {
                log::error!("the settings cannot be written: {error}");
            }
        }
    });
}

/// Whether the window can be brought back from a tray. Asks the system: not for the main thread.
pub fn has_tray(state: &AppState) -> bool {
    state.tray.get().is_some() && tray::is_shown()
}

fn come_to_front(window: &WebviewWindow) {
    log_failure("restored", window.unminimize());
    log_failure("shown", window.show());
    log_failure("focused", window.set_focus());
}

fn log_failure(what: &str, done: tauri::Result<()>) {
    if let Err(error) = done {
        log::error!("the window could not be {what}: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_shows_the_bundled_page_and_nothing_else() {
        let ours = |url: &str, dev| is_ours(&Url::parse(url).unwrap(), dev);
        for url in ["tauri://localhost/", "tauri://localhost/index.html#/photos"] {
            assert!(ours(url, false) && ours(url, true), "{url}");
        }
        assert_eq!(ours("http://tauri.localhost/", false), cfg!(windows));
        for url in [
            "https://tauri.localhost/",
            "http://tauri.localhost:81/",
            "http://tauri.localhost.example/",
            "http://localhost/",
            "http://localhost:41234/",
            "http://127.0.0.1:41234/",
            "https://example.org/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
            "about:srcdoc",
            "blob:tauri://localhost/12",
            "TAURI://LOCALHOST/",
            "tauri://localhost:80/",
            "tauri:localhost",
            "javascript:alert(1)",
            "tauri://example.org/",
            "keepers://photos",
        ] {
            assert!(!ours(url, false) && !ours(url, true), "{url}");
        }
        assert!(ours("http://localhost:5173/", true));
        assert!(!ours("http://localhost:5173/", false), "not in what people get");
    }
}
