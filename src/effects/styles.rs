//! The styles of what comes after the first view.

use std::cell::Cell;

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;
use web_sys::CssStyleSheet;

thread_local! {
    static ADOPTED: Cell<bool> = const { Cell::new(false) };
}

/// Adds static/later.css to the page, the first time. It travels with the parts of the program that need it, and not as
/// a file: in a sandboxed frame of WebKit the page's policy lets no further file be a style.
#[inline(never)]
pub fn adopt() {
    if !ADOPTED.replace(true) {
        let _ = add(include_str!("../../static/later.css"));
    }
}

fn add(text: &str) -> Result<(), JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(text)?;
    let document = gloo::utils::document();
    let name = JsValue::from("adoptedStyleSheets");
    let sheets = Array::from(&Reflect::get(&document, &name)?);
    sheets.push(&sheet);
    Reflect::set(&document, &name, &sheets).map(drop)
}
