//! The link, and what can be made of it.

use hopscope_app::model::Status;
use hopscope_app::{Action, share};
use yew::prelude::*;

use crate::components::bars::dropped::download;
use crate::components::first::prose::prose;
use crate::components::first::when_shown::WhenShown;
use crate::components::widgets::dialog::dialog;
use crate::effects::{address, clipboard};
use crate::page::Page;

pub fn share_dialog(page: &Page) -> Html {
    let content = match share::fragment(&page.model.scenario) {
        Some(fragment) => links(page, &share::link(&page.model, &address::base(), &fragment)),
        None => html! {
            <>
                <p class="fault">{ prose(&page.t("share.too_large")) }</p>
                <button type="button" onclick={download(page).reform(|_: MouseEvent| ())}>{ page.t("header.save") }</button>
            </>
        },
    };
    dialog(page, "share-title", page.t("share.title"), content)
}

/// What can be made of a link.
fn links(page: &Page, link: &str) -> Html {
    let title = match page.model.scenario.title.as_str() {
        "" => "Hopscope",
        title => title,
    };
    let length = link.chars().count();
    let advice = match length {
        length if length > share::VERY_LONG => Some("share.very_long"),
        length if length > share::LONG => Some("share.long"),
        _ => None,
    };
    let hand_over = {
        let (title, link) = (title.to_owned(), link.to_owned());
        Callback::from(move |_: MouseEvent| clipboard::share(&title, &link))
    };
    html! {
        <>
            <p>{ page.t("share.explained") }</p>
            { snippet(page, "share-link", page.t("share.link"), link.to_owned()) }
            <WhenShown run={copy(page, "share-link", link.to_owned())} />
            <p class="hint">{ page.fill("share.length", &[("count", length.to_string())]) }
                if let Some(key) = advice { { " " }<strong>{ prose(&page.t(key)) }</strong> }
            </p>
            if clipboard::can_share() {
                <p><button type="button" onclick={hand_over}>{ page.t("share.system") }</button></p>
            }
            { snippet(page, "share-markdown", page.t("share.markdown"), share::markdown(link, title)) }
            { snippet(page, "share-embed", page.t("share.embed"), share::embed_html(link, title)) }
        </>
    }
}

/// A text with a button that copies it. Where the clipboard is shut, the text is selected for the user to copy.
fn snippet(page: &Page, id: &'static str, label: String, text: String) -> Html {
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

fn copy(page: &Page, id: &'static str, text: String) -> Callback<()> {
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
