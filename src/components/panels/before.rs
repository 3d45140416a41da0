//! What came before the selected request: the requests whose answers a cache may still hold, each drawn on the lanes of
//! the selected one.

use hopscope_app::Action;
use hopscope_app::selection::FormSection;
use hopscope_diagram::sequence::{Options, sequence};
use hopscope_diagram::{Story, lanes, story};
use hopscope_routing::Trace;
use hopscope_scenario::setting::place;
use yew::prelude::*;

use crate::components::first::drawing::drawing_view;
use crate::components::first::story::story_list;
use crate::page::Page;

/// The requests before the selected one, oldest first, and the words that lead over to it. Gives its story the lanes that
/// all of them share.
pub fn before(page: &Page, trace: &Trace, selected: &mut Story, options: &Options) -> Html {
    let (scenario, count) = (&page.model.scenario, trace.earlier.len());
    let selected_request = scenario.requests.get(page.model.selection.request);
    let chain = selected_request.map(|request| request.chain(scenario, count)).unwrap_or_default();
    let before = chain.iter().skip(1).rev().filter_map(|request| place(&scenario.requests, *request));
    let mut stories: Vec<Story> = trace.earlier.iter().map(|earlier| story(earlier, &page.catalog)).collect();
    if !page.model.narrow {
        let mut all: Vec<&mut Story> = stories.iter_mut().collect();
        all.push(selected);
        lanes::share(&mut all);
    }
    let told = before.zip(&trace.earlier).zip(&stories);
    html! {
        <>
            { for told.map(|((index, earlier), story)| html! {
                <section class="before">
                    { heading(page, "before.title", index, earlier) }
                    if !page.model.narrow {
                        { drawing_view(page, &sequence(story, options).still()) }
                        { story_list(story, page.t("flow.story")) }
                    }
                </section>
            }) }
            { heading(page, "before.then", page.model.selection.request, trace) }
        </>
    }
}

/// What a story is of, and a way to it.
fn heading(page: &Page, key: &str, index: usize, trace: &Trace) -> Html {
    let Some(request) = page.model.scenario.requests.get(index) else { return Html::default() };
    let name = if request.name.is_empty() { request.url.clone() } else { request.name.clone() };
    let status =
        trace.response.as_ref().map_or_else(|| page.t("verdict_card.none"), |answer| answer.status.to_string());
    let mut values = vec![("request", name), ("status", status)];
    if request.after_seconds > 0 && !request.after.is_empty() {
        values.push(("seconds", request.after_seconds.to_string()));
    }
    let is_selected = index == page.model.selection.request;
    let show = page.on::<MouseEvent>(Action::Show(FormSection::Request, index));
    html! {
        <h3 class="before-head">
            { page.fill(key, values.as_slice()) }
            if !is_selected { <button type="button" class="quiet" onclick={show}>{ page.t("before.show") }</button> }
        </h3>
    }
}
