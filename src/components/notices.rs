//! What the page has to tell until it is put away.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::model::Notice;
use hopscope_locale::reason;
use yew::prelude::*;

use super::buttons::IconButton;
use super::prose::prose;
use crate::effects::{address, draft};
use crate::page::Page;

pub fn notices(page: &Page) -> Html {
    let unknown = &page.model.outcomes.unknown;
    html! {
        <div class="notices" role="status">
            { for page.model.notices.iter().enumerate().map(|(index, each)| notice(page, index, each)) }
            if !unknown.is_empty() && !page.model.shows_document() && !page.model.embed {
                <div class="banner">
                    <p>{ prose(&page.fill("document.unknown", &[("fields", unknown.iter().take(5)
                        .map(|path| ["`", &path.to_string(), "`"].concat()).collect::<Vec<_>>().join(", "))])) }</p>
                </div>
            }
        </div>
    }
}

fn notice(page: &Page, index: usize, notice: &Notice) -> Html {
    let dismiss = page.on::<MouseEvent>(Action::Dismiss(index));
    match notice {
        Notice::Link(error) => html! {
            <div class="banner bad">
                <p><strong>{ page.t("notice.link") }</strong>{ " " }{ prose(&reason::link_error(&page.catalog, error)) }</p>
                // In a frame there is nothing behind it.
                if !page.model.embed { { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() } }
            </div>
        },
        Notice::File(name, error) => html! {
            <div class="banner bad">
                <p><strong>{ prose(&page.fill("notice.file", &[("name", name)])) }</strong>{ " " }{ prose(&reason::scenario_error(&page.catalog, error)) }</p>
                { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() }
            </div>
        },
        Notice::EdgeCode => html! {
            <div class="banner bad">
                <p><strong>{ page.t("edge_code.unavailable") }</strong>{ " " }{ page.t("edge_code.unavailable_why") }</p>
                <button type="button" onclick={page.on(Action::EdgeUnavailable(false))}>{ page.t("edge_code.retry") }</button>
                { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() }
            </div>
        },
        Notice::Part => html! {
            <div class="banner bad">
                <p><strong>{ page.t("notice.part") }</strong>{ " " }{ page.t("notice.part_why") }</p>
                <button type="button" onclick={|_: MouseEvent| address::reload()}>{ page.t("edge_code.retry") }</button>
                { IconButton::new("✕", page.t("notice.dismiss"), dismiss).view() }
            </div>
        },
        Notice::DraftKept(kept) => {
            let restore = {
                let (send, kept) = (page.send.clone(), Rc::clone(kept));
                Callback::from(move |_: MouseEvent| {
                    let document = draft::document_of(&kept);
                    draft::forget_discarded();
                    send.emit(Action::Load(Rc::clone(&kept)));
                    if let Some(text) = document {
                        send.emit(Action::EditDocument(text));
                    }
                })
            };
            let decline = dismiss.reform(|event: MouseEvent| {
                draft::forget_discarded();
                event
            });
            html! {
                <div class="banner">
                    <p>{ page.t("notice.draft_kept") }</p>
                    <button type="button" onclick={restore}>{ page.t("notice.restore") }</button>
                    { IconButton::new("✕", page.t("notice.dismiss"), decline).view() }
                </div>
            }
        }
    }
}
