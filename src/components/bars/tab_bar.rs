//! The tabs of a narrow page, at its bottom.

use hopscope_app::Action;
use hopscope_app::model::Tab;
use yew::prelude::*;

use crate::page::Page;

pub fn tab_bar(page: &Page) -> Html {
    html! {
        <nav class="tab-bar" aria-label={page.t("tab.label")}>
            { for Tab::ALL.into_iter().map(|tab| html! {
                <button type="button" aria-current={(tab == page.model.tab).then_some("page")} onclick={page.on(Action::ShowTab(tab))}>
                    { page.t(&["tab.", tab.word()].concat()) }
                </button>
            }) }
        </nav>
    }
}
