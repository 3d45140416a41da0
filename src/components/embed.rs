//! The screen in a frame: verdict and flow, or another pane, and a way out to the workbench.

use hopscope_app::model::Tab;
use hopscope_app::share;
use web_sys::Element;
use yew::prelude::*;

use super::flow::Flow;
use super::notices::Notices;
use super::requests::Requests;
use super::response::ResponseCard;
use super::rule_panel::RulePanel;
use super::verdict::VerdictCard;
use crate::effects::{address, frame};
use crate::page::use_page;

#[component]
pub fn Embed() -> Html {
    let page = use_page();
    let content = use_node_ref();
    use_effect_with(content.clone(), |content| {
        let report = content.cast::<Element>().and_then(frame::report_height);
        move || drop(report)
    });
    let tab = page.model.tab;
    html! {
        <div class={classes!("embed", page.model.narrow.then_some("narrow"))} ref={content}>
            <header class="bar">
                <h1 class="title">{ &page.model.scenario.title }</h1>
                <span class="grow"></span>
                <a class="out" href={share::link(&page.model, &address::base())} target="_blank" rel="noopener">
                    { page.t("embed.open") }<span aria-hidden="true">{ " ↗" }</span>
                </a>
            </header>
            <Notices />
            <main>
                if tab != Tab::Table { <VerdictCard /> }
                if matches!(tab, Tab::Flow | Tab::SetUp) { <Flow /> }
                if tab == Tab::Response { <ResponseCard /> }
                if tab == Tab::Table { <Requests /> }
            </main>
            <RulePanel />
        </div>
    }
}
