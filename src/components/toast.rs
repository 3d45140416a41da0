//! A short message of something done. It is there before the first message, so that screen readers watch it.

use yew::prelude::*;

use crate::page::Page;

pub fn toast(page: &Page) -> Html {
    html! {
        <div class="toast" role="status">
            if let Some((number, status)) = page.model.status { <span key={number}>{ page.t(status.key()) }</span> }
        </div>
    }
}
