//! The page's address.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use hopscope_app::address::{Address, with_step};
use hopscope_app::model::{Model, Start};
use hopscope_app::program::Program;
use hopscope_app::share;
use hopscope_scenario::Scenario;
use hopscope_scenario::link::LinkError;
use web_sys::Location;
use yew::Callback;

use super::{draft, looks};
use crate::parts;

thread_local! {
    /// The fragment that this page wrote last: a `hashchange` to it is no news.
    static WRITTEN: RefCell<String> = const { RefCell::new(String::new()) };
    /// The whole address that it wrote last.
    static ADDRESS: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn location() -> Location {
    gloo::utils::window().location()
}

/// What the page finds when it is opened.
pub async fn start(language: hopscope_locale::Language) -> Start {
    let fragment = location().hash().unwrap_or_default();
    let link = if fragment.len() > 1 { read(&fragment).await } else { None };
    let address = Address::parse(&location().search().unwrap_or_default());
    let is_own = !address.embed;
    Start {
        address,
        program: Program::default(),
        link,
        first: None,
        restart: if is_own { draft::restart() } else { None },
        drafts: if is_own { draft::stored() } else { Vec::new() },
        own: draft::own(),
        seen: draft::seen(),
        theme: looks::stored_theme(),
        language,
        narrow: looks::is_narrow(),
        room: looks::likely_room(),
    }
}

/// The page's own address without query and fragment.
pub fn base() -> String {
    let location = location();
    // In a sandboxed frame the origin is "null"; the address is the page's all the same.
    let href = location.href().unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// What a fragment says. None: the part of the program that reads links did not arrive.
async fn read(fragment: &str) -> Option<Result<Scenario, LinkError>> {
    let links = parts::links().await.ok()?;
    Some((links.read)(fragment))
}

/// Writes the scenario into the address. Never in a frame: Firefox would restore it when the page around is reloaded.
pub fn write(model: Rc<Model>) {
    if !model.embed {
        wasm_bindgen_futures::spawn_local(async move {
            if let Ok(links) = parts::links().await {
                put(&model, (links.write)(&model.scenario).as_deref());
            }
        });
    }
}

/// A scenario that is too large for a link leaves none in the address: that of an earlier one would be opened in its
/// place when the page is loaded again.
fn put(model: &Model, link: Option<&str>) {
    let query = with_step(&location().search().unwrap_or_default(), share::step(model));
    let link = link.map(|link| ["#", link].concat()).unwrap_or_default();
    let address = [&base(), query.as_str(), &link].concat();
    if let Ok(history) = gloo::utils::window().history()
        && history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address)).is_ok()
    {
        WRITTEN.set(link);
        ADDRESS.set(Some(address));
    }
}

/// Writes again what was written last, where the browser has gone to an entry of its history that has another address.
pub fn keep() {
    if let Some(address) = ADDRESS.with_borrow(Clone::clone)
        && location().href().ok().as_ref() != Some(&address)
        && let Ok(history) = gloo::utils::window().history()
    {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// The scenario's link in the page's own address, as it was opened. In a frame the scenario stays what it was.
pub fn fragment() -> String {
    location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Opens the page anew. The scenario is in the address, or the draft.
pub fn reload() {
    let _ = location().reload();
}

/// Tells when another link is put into the address of the open page.
pub fn watch(opened: Callback<Result<Scenario, LinkError>>) -> EventListener {
    EventListener::new(&gloo::utils::window(), "hashchange", move |_| {
        let fragment = location().hash().unwrap_or_default();
        let is_own = WRITTEN.with_borrow(|written| *written == fragment);
        if !is_own && fragment.len() > 1 {
            let opened = opened.clone();
            wasm_bindgen_futures::spawn_local(async move {
                if let Some(read) = read(&fragment).await {
                    opened.emit(read);
                }
            });
        }
    })
}
