//! Scenario files that are opened, dropped or saved.

use hopscope_app::file::{FileFault, LARGEST};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};
use yew::Callback;

/// Reads a file's bytes.
pub fn read(file: File, done: Callback<Result<Vec<u8>, FileFault>>) {
    #[allow(clippy::cast_precision_loss)]
    if file.size() > LARGEST as f64 {
        done.emit(Err(FileFault::TooLarge));
        return;
    }
    wasm_bindgen_futures::spawn_local(async move {
        let buffer = JsFuture::from(file.array_buffer()).await;
        done.emit(buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(|_| FileFault::Unreadable));
    });
}

/// Hands the user a file to save.
pub fn save(name: &str, kind: &str, text: &str) {
    let _ = try_save(name, kind, text);
}

fn try_save(name: &str, kind: &str, text: &str) -> Result<(), wasm_bindgen::JsValue> {
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &properties)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = gloo::utils::document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    gloo::timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}
