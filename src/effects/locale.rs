//! The texts. static/boot.js fetches those of the reader's language while the program itself arrives; the rule book
//! follows when the first rule is opened, and all else that the page says with the first part of the program that is
//! fetched, or when a trace tells of a rule that the first texts do not have.

use hopscope_app::Outcomes;
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
    Ok((Language::from_tag(&tag).unwrap_or_default(), catalog.isolating()))
}

/// Fetches the texts of a language, the first ones and the others. None: they did not arrive.
pub async fn fetch(language: Language) -> Option<Catalog> {
    let (first, more) = (fetch_file(language.tag()), fetch_more(language));
    let mut texts = first.await?.isolating();
    texts.extend(more.await?);
    Some(texts)
}

/// Fetches what the page says beyond its first view. None: it did not arrive.
pub fn fetch_more(language: Language) -> impl Future<Output = Option<Catalog>> {
    fetch_file(&[language.tag(), ".more"].concat())
}

/// Whether [`fetch_more`]'s texts are there.
pub fn has_more(texts: &Catalog) -> bool {
    !texts.templates("header.share").is_empty()
}

/// Whether the texts name every rule that the traces tell of.
pub fn is_worded(texts: &Catalog, outcomes: &Outcomes) -> bool {
    let steps = outcomes.results.iter().flat_map(|each| &each.trace.hops).flat_map(|hop| &hop.steps);
    let is_named = |id: &str| !texts.templates(&["rule.", id, ".label"].concat()).is_empty();
    has_more(texts) || steps.map(|step| step.rule.id.as_str()).all(is_named)
}

/// Fetches the rule book in a language: titles, what AWS does, sources. None: it did not arrive.
pub fn fetch_rules(language: Language) -> impl Future<Output = Option<Catalog>> {
    fetch_file(&[language.tag(), ".rules"].concat())
}

/// Fetches what the examples say, in a language. None: it did not arrive.
pub fn fetch_examples(language: Language) -> impl Future<Output = Option<Catalog>> {
    fetch_file(&[language.tag(), ".examples"].concat())
}

/// Whether [`fetch_examples`]'s texts are there.
pub fn has_examples(texts: &Catalog) -> bool {
    !texts.templates("example.article-terraform.title").is_empty()
}

/// Fetches the texts that advice is written in, for the worker. None: they did not arrive.
pub async fn fetch_advice(language: Language) -> Option<Vec<String>> {
    let files = ["", ".more", ".advice", ".rules"].map(|part| request(&[language.tag(), part].concat()));
    let mut texts = Vec::new();
    for file in files {
        texts.push(file?.await.ok()?.as_string()?);
    }
    Some(texts)
}

/// The request is made at once, not when the future is first awaited: several travel at a time.
fn fetch_file(name: &str) -> impl Future<Output = Option<Catalog>> + use<> {
    let text = request(name);
    async move { Catalog::from_json(&text?.await.ok()?.as_string()?).ok() }
}

fn request(name: &str) -> Option<JsFuture> {
    let fetch: Function = Reflect::get(&js_sys::global(), &"hopscopeFetchTexts".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = fetch.call1(&JsValue::NULL, &name.into()).ok()?.dyn_into().ok()?;
    Some(JsFuture::from(promise))
}
