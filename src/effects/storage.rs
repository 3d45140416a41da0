//! Local and session storage. Both throw in a sandboxed frame and where the user forbids them: then nothing is kept.

use hopscope_app::draft::Trouble;
use web_sys::Storage;

fn local() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn session() -> Option<Storage> {
    gloo::utils::window().session_storage().ok().flatten()
}

/// What is stored under a key.
pub fn read(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// The keys that begin so.
pub fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = local() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok().flatten());
    keys.filter(|key| key.starts_with(prefix)).collect()
}

/// Stores a text.
///
/// # Errors
/// When there is no storage, or no room in it.
pub fn write(key: &str, value: &str) -> Result<(), Trouble> {
    local().ok_or(Trouble::Denied)?.set_item(key, value).map_err(|_| Trouble::Full)
}

/// Forgets what is stored under a key.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}

/// What is stored for this tab alone.
pub fn read_from_session(key: &str) -> Option<String> {
    session()?.get_item(key).ok().flatten()
}

/// Stores a text for this tab alone; without effect where that is not possible.
pub fn write_to_session(key: &str, value: &str) {
    if let Some(storage) = session() {
        let _ = storage.set_item(key, value);
    }
}

/// Reads what is stored for this tab alone, and forgets it.
pub fn take_from_session(key: &str) -> Option<String> {
    let value = read_from_session(key);
    if let Some(storage) = session() {
        let _ = storage.remove_item(key);
    }
    value
}
