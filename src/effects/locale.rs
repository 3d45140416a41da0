//! The texts. static/boot.js fetches those of the reader's language while the program itself arrives; the rule book
//! follows when the first rule is opened.

use hopscope_locale::{Catalog, CatalogError, Language};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

/// The language of the page, and its texts.
///
/// # Errors
/// When what was fetched is no locale file.
pub fn fetched() -> Result<(Language, Catalog), CatalogError> {
    let text = Reflect::get(&js_sys::global(), &"hopscopeTexts".into()).ok().and_then(|text| text.as_string());
    let tag = gloo::utils::document_element().get_attribute("lang").unwrap_or_default();
    let catalog = Catalog::from_json(&text.unwrap_or_default())?;
    Ok((Language::from_tag(&tag).unwrap_or_default(), catalog))
}

/// Fetches the texts of a language. None: they did not arrive.
pub fn fetch(language: Language, done: Callback<Option<Catalog>>) {
    fetch_file(language.tag(), done);
}

/// Fetches the rule book in a language: titles, what AWS does, sources. None: it did not arrive.
pub fn fetch_rules(language: Language, done: Callback<Option<Catalog>>) {
    fetch_file(&[language.tag(), ".rules"].concat(), done);
}

fn fetch_file(name: &str, done: Callback<Option<Catalog>>) {
    let fetch = Reflect::get(&js_sys::global(), &"hopscopeFetchTexts".into()).unwrap_or(JsValue::UNDEFINED);
    let promise = fetch
        .dyn_into::<Function>()
        .and_then(|fetch| fetch.call1(&JsValue::NULL, &name.into()))
        .and_then(|promise| promise.dyn_into::<Promise>());
    wasm_bindgen_futures::spawn_local(async move {
        let text = match promise {
            Ok(promise) => JsFuture::from(promise).await.ok().and_then(|text| text.as_string()),
            Err(_) => None,
        };
        done.emit(text.and_then(|text| Catalog::from_json(&text).ok()));
    });
}
