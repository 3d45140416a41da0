//! Everything that touches the browser.
//!
//! | module | touches |
//! | --- | --- |
//! | [`attend`] | hooks that do without until something can be changed |
//! | [`address`] | the page's address: query, fragment, history |
//! | [`storage`] | local and session storage, where the browser allows them |
//! | [`draft`] | the user's own draft in storage |
//! | [`clipboard`] | the clipboard and the system's share sheet |
//! | [`file`] | files that are opened, dropped or saved |
//! | [`locale`] | the texts that static/boot.js fetched, and fetching the other language |
//! | [`newer`] | a newer version of the page |
//! | [`looks`] | theme, language and width of the page |
//! | [`frame`] | the page around a frame |
//! | [`advice`] | the worker that gives advice |
//! | [`edge_code`] | the worker that runs edge code |
//! | [`given`] | files and folders that are chosen, dropped or pasted to be imported |
//! | [`import`] | the worker that reads them |
//! | [`keyboard`] | shortcuts |
//! | [`keeper`] | the focus, where what had it is gone |
//! | [`worker`] | the workers: starting them, asking, giving up |
//! | [`wiring`] | hooks: which change of the model touches what |
//! | [`styles`] | the styles of what comes after the first view |
//! | [`crash`] | the crash screen of static/boot.js |

pub mod address;
pub mod advice;
pub mod attend;
pub mod clipboard;
pub mod crash;
pub mod draft;
pub mod edge_code;
pub mod file;
pub mod frame;
pub mod given;
pub mod import;
pub mod keeper;
pub mod keyboard;
pub mod locale;
pub mod looks;
pub mod newer;
pub mod storage;
pub mod styles;
pub mod wiring;
pub mod worker;

/// Tells static/boot.js that the page is open.
pub fn opened() {
    if let Ok(told) = js_sys::Reflect::get(&js_sys::global(), &"hopscopeOpened".into())
        && let Ok(told) = wasm_bindgen::JsCast::dyn_into::<js_sys::Function>(told)
    {
        let _ = told.call0(&wasm_bindgen::JsValue::NULL);
    }
}

/// The element of that id, if it is of that type.
pub fn element<T: wasm_bindgen::JsCast>(id: &str) -> Option<T> {
    wasm_bindgen::JsCast::dyn_into(gloo::utils::document().get_element_by_id(id)?).ok()
}
