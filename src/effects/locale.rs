//! The texts. static/boot.js fetches those of the reader's language while the program itself arrives; the rule book
//! follows when the first rule is opened, and all else that the page says with the first part of the program.

use hopscope_locale::{Catalog, CatalogError, Language};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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

/// Fetches the texts of a language, the first ones and the others. None: they did not arrive.
pub async fn fetch(language: Language) -> Option<Catalog> {
    let mut texts = fetch_file(language.tag()).await?;
    texts.extend(fetch_more(language).await?);
    Some(texts)
}

/// Fetches what the page says beyond its first view. None: it did not arrive.
pub async fn fetch_more(language: Language) -> Option<Catalog> {
    fetch_file(&[language.tag(), ".more"].concat()).await
}

/// Whether [`fetch_more`]'s texts are there.
pub fn has_more(texts: &Catalog) -> bool {
    !texts.templates("header.share").is_empty()
}

/// Fetches the rule book in a language: titles, what AWS does, sources. None: it did not arrive.
pub async fn fetch_rules(language: Language) -> Option<Catalog> {
    fetch_file(&[language.tag(), ".rules"].concat()).await
}

async fn fetch_file(name: &str) -> Option<Catalog> {
    let fetch: Function = Reflect::get(&js_sys::global(), &"hopscopeFetchTexts".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = fetch.call1(&JsValue::NULL, &name.into()).ok()?.dyn_into().ok()?;
    let text = JsFuture::from(promise).await.ok()?.as_string()?;
    Catalog::from_json(&text).ok()
}
