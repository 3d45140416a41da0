//! A dialog over the page: the browser's own, with its focus and its Escape key.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::buttons::IconButton;
use crate::page::use_page;

#[derive(Properties, PartialEq)]
pub struct ModalProps {
    /// The id of its heading.
    pub id: AttrValue,
    pub title: AttrValue,
    /// It was closed, in whatever way.
    pub closed: Callback<()>,
    pub children: Html,
}

#[component]
pub fn Modal(props: &ModalProps) -> Html {
    let page = use_page();
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), |dialog| {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            let _ = dialog.show_modal();
        }
    });
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let onclose = props.closed.reform(|_: Event| ());
    html! {
        <dialog ref={dialog} aria-labelledby={props.id.clone()} {onclose}>
            <div class="card-head">
                <h2 id={props.id.clone()}>{ &props.title }</h2>
                <span class="grow"></span>
                <IconButton glyph="✕" label={page.t("dialog.close")} onclick={close} />
            </div>
            <div class="body">{ props.children.clone() }</div>
        </dialog>
    }
}
