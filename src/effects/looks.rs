//! Theme, language and width of the page.

use gloo::events::EventListener;
use hopscope_app::model::{GUIDED, Theme};
use hopscope_locale::Language;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{MediaQueryList, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::Callback;

use super::storage;

const THEME: &str = "hopscope.theme";
const LANGUAGE: &str = "hopscope.lang";

/// Narrower than this the flow is a ladder. The same number stands in static/app.css.
const NARROW: &str = "(max-width: 719.98px)";

fn media(query: &str) -> Option<MediaQueryList> {
    gloo::utils::window().match_media(query).ok().flatten()
}

/// The theme that the user chose before.
pub fn stored_theme() -> Theme {
    storage::read(THEME).and_then(|word| Theme::from_word(&word)).unwrap_or_default()
}

/// Puts a theme on, and remembers it. static/boot.js goes on following the system where no theme is stored.
pub fn put_on(theme: Theme) {
    let dark = media("(prefers-color-scheme: dark)").is_some_and(|query| query.matches());
    let shown = match theme {
        Theme::Light => "light",
        Theme::System if !dark => "light",
        _ => "dark",
    };
    let _ = gloo::utils::document_element().set_attribute("data-theme", shown);
    match theme {
        Theme::System => storage::remove(THEME),
        _ => drop(storage::write(THEME, theme.word())),
    }
}

/// Says which language the page is in, and remembers it.
pub fn speak(language: Language) {
    let _ = gloo::utils::document_element().set_attribute("lang", language.tag());
    let _ = storage::write(LANGUAGE, language.tag());
}

/// The title of the window.
pub fn entitle(title: &str) {
    gloo::utils::document().set_title(title);
}

/// Whether the page is narrow now.
pub fn is_narrow() -> bool {
    media(NARROW).is_some_and(|query| query.matches())
}

/// The width that the diagram is likely to have: what the columns of static/app.css leave of the window's. The page
/// measures it once it is there.
pub fn likely_room() -> Option<u16> {
    let width = gloo::utils::window().inner_width().ok()?.as_f64()?;
    let beside = match width {
        width if width < 1024.0 => 48.0,
        width if width < 1600.0 => 414.0,
        _ => 910.0,
    };
    Some((width - beside).max(0.0) as u16)
}

/// In local storage: that the guided look was offered.
const OFFERED: &str = "hopscope.guided";

/// Whether this is the time for the guided look: it was never offered, and that it was can be noted.
pub fn is_unguided() -> bool {
    storage::read(OFFERED).is_none() && storage::write(OFFERED, "1").is_ok()
}

/// Marks what the step of the guided look is about, and brings it into sight.
pub fn mark_guided(step: Option<usize>) {
    let root = gloo::utils::document_element();
    let Some(name) = step.and_then(|step| GUIDED.get(step)) else {
        let _ = root.remove_attribute("data-guide");
        return;
    };
    let _ = root.set_attribute("data-guide", name);
    let target = match *name {
        "verdict" => ".middle .verdict",
        "flow" => ".card.flow",
        "fixes" => ".advice-card",
        "forms" => "#set-up, .tab-bar",
        _ => ".bar",
    };
    if let Ok(Some(target)) = gloo::utils::document().query_selector(target) {
        // No further than it takes: the bar at the top stays where it is.
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        target.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether the user has asked browsers to fetch little.
pub fn saves_data() -> bool {
    let read = |from: &JsValue, name: &str| Reflect::get(from, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let connection = read(&gloo::utils::window().navigator(), "connection");
    connection.is_object() && read(&connection, "saveData").is_truthy()
}

/// Tells whenever the page becomes narrow or wide.
pub fn watch_width(changed: Callback<bool>) -> Option<EventListener> {
    let query = media(NARROW)?;
    let target = query.clone();
    Some(EventListener::new(&target, "change", move |_| changed.emit(query.matches())))
}
