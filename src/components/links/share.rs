//! The link, and what can be made of it.

use hopscope_app::model::Status;
use hopscope_app::{Action, share};
use yew::prelude::*;

use super::desk::Desk;
use crate::components::bars::dropped::download;
use crate::components::first::prose::prose;
use crate::components::widgets::dialog::dialog;
use crate::effects::clipboard;
use crate::page::Page;

pub fn share_dialog(page: &Page) -> Html {
    let content = match share::fragment(&page.model.scenario) {
        Some(_) => html! { <Desk page={page.clone()} /> },
        None => html! {
            <>
                <p class="fault">{ prose(&page.t("share.too_large")) }</p>
                <button type="button" onclick={download(page).reform(|_: MouseEvent| ())}>{ page.t("header.save") }</button>
            </>
        },
    };
    dialog(page, "share-title", page.t("share.title"), content)
}

/// A text with a button that copies it. Where the clipboard is shut, the text is selected for the user to copy.
pub(super) fn snippet(page: &Page, id: &'static str, label: String, text: String) -> Html {
    let onclick = copy(page, id, text.clone()).reform(|_: MouseEvent| ());
    let name = page.fill("share.copy_what", &[("what", label.as_str())]);
    html! {
        <div class="snippet">
            <label for={id}>{ label }</label>
            <textarea {id} readonly=true rows="3" spellcheck="false" value={text} />
            <button type="button" {onclick} aria-label={name}>{ page.t("share.copy") }</button>
            if page.model.by_hand == Some(id) { <p class="hint" role="status">{ page.t("share.by_hand") }</p> }
        </div>
    }
}

pub(super) fn copy(page: &Page, id: &'static str, text: String) -> Callback<()> {
    let send = page.send.clone();
    Callback::from(move |()| {
        let send = send.clone();
        let done = Callback::from(move |copied: bool| {
            if copied {
                send.emit(Action::Say(Status::Copied));
            } else {
                clipboard::select(id);
            }
            send.emit(Action::CopyByHand((!copied).then_some(id)));
        });
        clipboard::copy(text.clone(), done);
    })
}
