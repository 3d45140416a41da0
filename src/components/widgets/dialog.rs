//! A dialog over the page: the browser's own, with its focus and its Escape key.

use hopscope_app::Action;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::buttons::IconButton;
use crate::components::first::when_shown::WhenShown;
use crate::effects::element;
use crate::effects::keyboard::put_typed_ahead;
use crate::page::Page;

/// There is one at a time.
pub const ID: &str = "dialog";

/// A dialog with its content; `id` is that of its heading.
pub fn dialog(page: &Page, id: &'static str, title: String, content: Html) -> Html {
    let shown = Callback::from(|()| {
        put_typed_ahead();
        if let Some(dialog) = element::<HtmlDialogElement>(ID) {
            let _ = dialog.show_modal();
        }
    });
    let close = {
        let send = page.send.clone();
        Callback::from(move |()| {
            if let Some(dialog) = element::<HtmlDialogElement>(ID) {
                dialog.close();
            }
            send.emit(Action::ShowDialog(None));
        })
    };
    // The browser tells of a closed dialog some time later: by then the next one may have been asked for. Its own Escape
    // is told at once. A file that was not chosen is called off, too.
    let oncancel = {
        let close = close.clone();
        Callback::from(move |event: Event| {
            if event.target_dyn_into::<HtmlDialogElement>().is_some() {
                event.prevent_default();
                close.emit(());
            }
        })
    };
    let close = close.reform(|_: MouseEvent| ());
    html! {
        <dialog id={ID} aria-labelledby={id} {oncancel} onclose={page.on::<Event>(Action::ShowDialog(None))}>
            <WhenShown run={shown} />
            <div class="card-head">
                <h2 {id}>{ title }</h2>
                <span class="grow"></span>
                { IconButton::new("✕", page.t("dialog.close"), close).view() }
            </div>
            <div class="body">{ content }</div>
        </dialog>
    }
}
