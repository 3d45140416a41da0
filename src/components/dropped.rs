//! Files that are opened or dropped on the page.

use yew::prelude::*;

use crate::effects::file;
use crate::page::Page;

/// Opens a file that is dropped.
pub fn open_dropped(page: &Page) -> Callback<DragEvent> {
    let opened = open_file(page);
    Callback::from(move |event: DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(dropped) = files.and_then(|files| files.get(0)) {
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
