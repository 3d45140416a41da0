//! Files that are opened, dropped on the page, or saved.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::draft::from_file;
use hopscope_app::file::{FileFault, decode, open, refuse};
use hopscope_app::model::{Dialog, Notice};
use hopscope_app::share;
use yew::prelude::*;

use crate::effects::{draft, file, given};
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
        let read = move |read: Result<Vec<u8>, FileFault>| {
            let name = name.clone();
            let actions = match read {
                Ok(bytes) => match decode(&bytes).and_then(|text| from_file(&text)) {
                    Some(all) => {
                        let stored = draft::put_all(all);
                        let trouble = stored.err().map(|trouble| Action::Notify(Notice::NotStored(trouble)));
                        let shown = [Action::List(draft::list()), Action::ShowDialog(Some(Dialog::Kept))];
                        shown.into_iter().chain(trouble).collect()
                    }
                    None => open(name, &bytes),
                },
                Err(fault) => refuse(name, fault),
            };
            actions.into_iter().for_each(|action| send.emit(action));
        };
        file::read(opened, Callback::from(read));
    })
}

/// Hands the user the scenario as a file.
pub fn download(page: &Page) -> Callback<()> {
    let scenario = Rc::clone(&page.model.scenario);
    Callback::from(move |()| file::save(&share::file_name(&scenario), "application/json", &scenario.to_json_pretty()))
}
