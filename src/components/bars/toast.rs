//! A short message of something done. It is there before the first message, so that screen readers watch it.

use hopscope_app::Action;
use hopscope_app::model::Status;
use hopscope_routing::Trace;
use yew::prelude::*;

use crate::components::first::prose::prose;
use crate::page::Page;

/// A fix that is tried is told by what came of it.
fn said(page: &Page, status: Status) -> Html {
    // What a function does to it is known a moment later.
    let is_known = |trace: &&Trace| status == Status::Tried && trace.needs.is_empty();
    let trace = page.model.selection.trace(&page.model.outcomes).filter(is_known);
    let answer = trace.and_then(|trace| Some((trace, trace.response.as_ref()?.status)));
    let Some((trace, code)) = answer else { return html! { { page.t(status.key()) } } };
    let place = trace.reaches.as_ref().map(|reaches| reaches.text.clone()).unwrap_or_default();
    prose(&page.fill("status.now", &[("status", code.to_string()), ("place", place)]))
}

pub fn toast(page: &Page) -> Html {
    html! {
        <div class="toast" role="status">
            if let Some((number, status)) = page.model.status {
                <span key={number}>
                    { said(page, status) }
                    if status == Status::Tried {
                        <button type="button" onclick={page.on(Action::Undo)}>{ page.t("header.undo") }</button>
                    }
                </span>
            }
        </div>
    }
}
