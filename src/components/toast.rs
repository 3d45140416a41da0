//! A short message of something done. It is there before the first message, so that screen readers watch it.

use hopscope_app::Action;
use hopscope_app::model::Status;
use yew::prelude::*;

use crate::page::Page;

pub fn toast(page: &Page) -> Html {
    html! {
        <div class="toast" role="status">
            if let Some((number, status)) = page.model.status {
                <span key={number}>
                    { page.t(status.key()) }
                    if status == Status::Tried {
                        <button type="button" onclick={page.on(Action::Undo)}>{ page.t("header.undo") }</button>
                    }
                </span>
            }
        </div>
    }
}
