//! Files and folders that are chosen, dropped or pasted to be imported.

use hopscope_app::Action;
use hopscope_app::import::{GivenFile, LARGEST};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, File, FileList};
use yew::Callback;

/// More files than a project has that people write by hand.
const MOST_FILES: usize = 2_000;

/// Folders that hold what others wrote, or what a tool made.
const SKIPPED: [&str; 6] = [".git", "node_modules", ".terraform/providers", "cdk.out/asset.", "__pycache__", ".venv"];

/// Reads chosen files, those of a folder with their paths in it, and has them imported.
pub fn take_list(list: &FileList, send: Callback<Action>) {
    let named = (0..list.length()).filter_map(|index| list.get(index)).map(|file| (path_of(&file), file)).collect();
    take(named, send);
}

/// The path inside a chosen folder, else the name.
fn path_of(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

fn take(files: Vec<(String, File)>, send: Callback<Action>) {
    spawn_local(async move {
        let mut read = Vec::new();
        let mut size = 0;
        for (path, file) in files.into_iter().filter(|(path, _)| is_wanted(path)).take(MOST_FILES) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let bytes = file.size() as usize;
            size += bytes;
            // What is too large as a whole is told by its size, and not read.
            let content = if size > LARGEST { None } else { JsFuture::from(file.array_buffer()).await.ok() };
            match content {
                Some(content) => read.push(GivenFile::new(path, &Uint8Array::new(&content).to_vec())),
                None => read.push(GivenFile { name: path, data: "".into(), size: bytes }),
            }
        }
        if !read.is_empty() {
            send.emit(Action::ImportFiles(read));
        }
    });
}

fn is_wanted(path: &str) -> bool {
    !SKIPPED.iter().any(|skipped| path.starts_with(skipped) || path.contains(&["/", skipped].concat()))
}

/// Takes what is dropped, folders with all that is in them. What is in the drop must be asked for at once: after the
/// event it is gone.
pub fn take_drop(data: &DataTransfer, send: Callback<Action>) {
    let items = data.items();
    let entry = |index| {
        let item = items.get(index)?;
        let get: Function = Reflect::get(&item, &"webkitGetAsEntry".into()).ok()?.dyn_into().ok()?;
        get.call0(&item).ok().filter(|entry| entry.is_object())
    };
    let entries: Vec<JsValue> = (0..items.length()).filter_map(entry).collect();
    let files = data.files();
    spawn_local(async move {
        let mut found = Vec::new();
        for entry in entries {
            walk(entry, &mut found).await;
        }
        if found.is_empty() {
            if let Some(list) = files {
                take_list(&list, send);
            }
        } else {
            take(found, send);
        }
    });
}

/// Whether a drop holds a folder, or more than one file.
pub fn is_several(data: &DataTransfer) -> bool {
    let items = data.items();
    let is_folder = |index| {
        let entry = items.get(index).and_then(|item| {
            let get: Function = Reflect::get(&item, &"webkitGetAsEntry".into()).ok()?.dyn_into().ok()?;
            get.call0(&item).ok()
        });
        entry.is_some_and(|entry| flag(&entry, "isDirectory"))
    };
    data.files().is_some_and(|files| files.length() > 1) || (0..items.length()).any(is_folder)
}

fn flag(object: &JsValue, name: &str) -> bool {
    Reflect::get(object, &name.into()).is_ok_and(|value| value.is_truthy())
}

/// Collects the files of an entry, those of a folder in the order of their names. No more than an import takes.
async fn walk(entry: JsValue, found: &mut Vec<(String, File)>) {
    let mut waiting = vec![entry];
    while let Some(entry) = waiting.pop() {
        let path = Reflect::get(&entry, &"fullPath".into()).ok().and_then(|path| path.as_string()).unwrap_or_default();
        let path = path.trim_start_matches('/').to_owned();
        if found.len() >= MOST_FILES || !is_wanted(&path) {
            continue;
        }
        if flag(&entry, "isFile") {
            if let Some(file) = called(&entry, "file").await.and_then(|file| file.dyn_into::<File>().ok()) {
                found.push((path, file));
            }
            continue;
        }
        let reader = Reflect::get(&entry, &"createReader".into())
            .ok()
            .and_then(|create| create.dyn_into::<Function>().ok()?.call0(&entry).ok());
        let Some(reader) = reader else { continue };
        // A reader gives a hundred at a time, and nothing when there are no more.
        while let Some(batch) = called(&reader, "readEntries").await {
            let batch: Array = batch.unchecked_into();
            if batch.length() == 0 {
                break;
            }
            waiting.extend(batch.iter());
        }
    }
}

/// Calls a method that takes two callbacks, one for success and one for failure.
async fn called(object: &JsValue, method: &str) -> Option<JsValue> {
    let function: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let promise = Promise::new(&mut |resolve, reject| {
        let _ = function.call2(object, &resolve, &reject);
    });
    JsFuture::from(promise).await.ok()
}
