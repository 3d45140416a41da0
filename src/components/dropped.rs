//! Files that are opened or dropped on the page.

use yew::prelude::*;

use crate::effects::{file, given};
use crate::page::Page;

/// Opens a file that is dropped. Several, or a folder, can only be there to be imported.
pub fn open_dropped(page: &Page) -> Callback<DragEvent> {
    let (opened, send) = (open_file(page), page.send.clone());
    Callback::from(move |event: DragEvent| {
        let Some(data) = event.data_transfer() else { return };
        if given::is_several(&data) {
            event.prevent_default();
            given::take_drop(&data, send.clone());
            return;
        }
        if let Some(dropped) = data.files().and_then(|files| files.get(0)) {
            event.prevent_default();
            opened.emit(dropped);
        }
    })
}

/// Opens a file, or says why it cannot.
pub fn open_file(page: &Page) -> Callback<web_sys::File> {
    let send = page.send.clone();
    Callback::from(move |opened: web_sys::File| {
        let (send, name) = (send.clone(), opened.name());
        let read =
            move |text| hopscope_app::file::open(name.clone(), text).into_iter().for_each(|action| send.emit(action));
        file::read(opened, Callback::from(read));
    })
}
