//! The link, and what can be made of it.

use hopscope_app::model::{Dialog, Status};
use hopscope_app::{Action, share};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::dialog::Modal;
use super::prose::prose;
use crate::effects::{address, clipboard};
use crate::page::{Page, use_page};

#[component]
pub fn ShareDialog() -> Html {
    let page = use_page();
    if page.model.dialog != Some(Dialog::Share) {
        return Html::default();
    }
    let link = share::link(&page.model, &address::base());
    let title = match page.model.scenario.title.as_str() {
        "" => "Hopscope",
        title => title,
    };
    let length = link.chars().count();
    let advice = match length {
        length if length > share::TOO_LONG => Some("share.too_long"),
        length if length > share::VERY_LONG => Some("share.very_long"),
        length if length > share::LONG => Some("share.long"),
        _ => None,
    };
    let hand_over = {
        let (title, link) = (title.to_owned(), link.clone());
        Callback::from(move |_: MouseEvent| clipboard::share(&title, &link))
    };
    html! {
        <Modal id="share-title" title={page.t("share.title")} closed={page.on(Action::ShowDialog(None))}>
            <p>{ page.t("share.explained") }</p>
            <Snippet id="share-link" label={page.t("share.link")} text={link.clone()} copies_itself=true />
            <p class="hint">{ page.fill("share.length", &[("count", length.to_string())]) }
                if let Some(key) = advice { { " " }<strong>{ prose(&page.t(key)) }</strong> }
            </p>
            if clipboard::can_share() {
                <p><button type="button" onclick={hand_over}>{ page.t("share.system") }</button></p>
            }
            <Snippet id="share-markdown" label={page.t("share.markdown")} text={share::markdown(&link, title)} />
            <Snippet id="share-embed" label={page.t("share.embed")} text={share::embed_html(&link, title)} />
        </Modal>
    }
}

#[derive(Properties, PartialEq)]
struct SnippetProps {
    id: AttrValue,
    label: AttrValue,
    text: AttrValue,
    /// Whether it is copied as soon as it is shown.
    #[prop_or_default]
    copies_itself: bool,
}

/// A text with a button that copies it. Where the clipboard is shut, the text is selected for the user to copy.
#[component]
fn Snippet(props: &SnippetProps) -> Html {
    let page = use_page();
    let area = use_node_ref();
    let by_hand = use_state(|| false);
    let copy = copy(&page, props.text.to_string(), &area, &by_hand);
    {
        let copy = copy.clone();
        use_effect_with(props.copies_itself, move |at_once| {
            if *at_once {
                copy.emit(());
            }
        });
    }
    html! {
        <div class="snippet">
            <label for={props.id.clone()}>{ &props.label }</label>
            <textarea ref={area} id={props.id.clone()} readonly=true rows="3" spellcheck="false" value={props.text.clone()} />
            <button type="button" onclick={copy.reform(|_: MouseEvent| ())}
                aria-label={page.fill("share.copy_what", &[("what", props.label.as_str())])}>{ page.t("share.copy") }</button>
            if *by_hand { <p class="hint" role="status">{ page.t("share.by_hand") }</p> }
        </div>
    }
}

fn copy(page: &Page, text: String, area: &NodeRef, by_hand: &UseStateHandle<bool>) -> Callback<()> {
    let (send, area, by_hand) = (page.send.clone(), area.clone(), by_hand.clone());
    Callback::from(move |()| {
        let (send, area, by_hand) = (send.clone(), area.clone(), by_hand.clone());
        let done = Callback::from(move |copied| {
            if copied {
                send.emit(Action::Say(Status::Copied));
            } else if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                let _ = area.focus();
                area.select();
            }
            by_hand.set(!copied);
        });
        clipboard::copy(text.clone(), done);
    })
}
