//! Scenario files that are opened or dropped on the page.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::model::Notice;
use hopscope_scenario::Scenario;
use yew::prelude::*;

use crate::effects::file;
use crate::page::Page;

/// Opens a file that is dropped.
pub fn open_dropped(page: &Page) -> Callback<DragEvent> {
    let opened = open_text(page);
    Callback::from(move |event: DragEvent| {
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(dropped) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            file::read(dropped, opened.clone());
        }
    })
}

/// Opens the text of a scenario file, or says why it is none.
pub fn open_text(page: &Page) -> Callback<String> {
    let send = page.send.clone();
    Callback::from(move |text: String| {
        send.emit(match Scenario::from_json(&text) {
            Ok(scenario) => Action::Load(Rc::new(scenario)),
            Err(error) => Action::Notify(Notice::File(error)),
        });
    })
}
