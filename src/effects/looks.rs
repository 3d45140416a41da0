//! Theme, language and width of the page.

use gloo::events::EventListener;
use hopscope_app::model::Theme;
use hopscope_locale::Language;
use web_sys::MediaQueryList;
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

/// Tells whenever the page becomes narrow or wide.
pub fn watch_width(changed: Callback<bool>) -> Option<EventListener> {
    let query = media(NARROW)?;
    let target = query.clone();
    Some(EventListener::new(&target, "change", move |_| changed.emit(query.matches())))
}
