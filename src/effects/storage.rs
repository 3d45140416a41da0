//! Local and session storage. Both throw in a sandboxed frame and where the user forbids them: then nothing is kept.

use web_sys::Storage;

fn local() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

/// What is stored under a key.
pub fn read(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Stores a text; without effect where there is no room.
pub fn write(key: &str, value: &str) {
    if let Some(storage) = local() {
        let _ = storage.set_item(key, value);
    }
}

/// Forgets what is stored under a key.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}

/// Reads what is stored for this tab alone, and forgets it.
pub fn take_from_session(key: &str) -> Option<String> {
    let storage = gloo::utils::window().session_storage().ok().flatten()?;
    let value = storage.get_item(key).ok().flatten();
    let _ = storage.remove_item(key);
    value
}
