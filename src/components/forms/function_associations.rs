//! Which functions a behaviour runs, and when.

use hopscope_app::{Action, edge_edit};
use hopscope_scenario::FieldPath;
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::edge_call::EdgeEventType;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::first::long::OFFERED;
use crate::page::Page;

/// A line for each event that some function can run at.
pub fn function_associations(page: &Page, behavior: &CacheBehavior, at: &FieldPath) -> Html {
    let functions = &page.model.scenario.edge_functions;
    let associations = behavior.function_association.len() + behavior.lambda_function_association.len();
    if functions.is_empty() && associations == 0 {
        return Html::default();
    }
    edge_edit::EVENTS.into_iter().map(|event| line(page, behavior, at, event)).collect()
}

fn line(page: &Page, behavior: &CacheBehavior, at: &FieldPath, event: EdgeEventType) -> Html {
    // CloudFront Functions run at the viewer's events alone.
    let by_viewer = matches!(event, EdgeEventType::ViewerRequest | EdgeEventType::ViewerResponse);
    let functions = page.model.scenario.edge_functions.iter().filter(|each| by_viewer || each.is_lambda_at_edge());
    let mut names: Vec<String> = functions.map(|each| each.name.clone()).take(OFFERED).collect();
    let current = edge_edit::associated(behavior, event).map(str::to_owned);
    if let Some(current) = &current
        && !names.contains(current)
    {
        names.push(current.clone());
    }
    if names.is_empty() {
        return Html::default();
    }
    let id = format!("{at}.{}", event.as_str());
    let onchange = {
        let (send, model, at) = (page.send.clone(), page.model.clone(), at.clone());
        let (behavior, names) = (behavior.clone(), names.clone());
        Callback::from(move |change: Event| {
            let index = change.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let name = usize::try_from(index - 1).ok().and_then(|index| names.get(index));
            let edit = edge_edit::associate(&model.scenario, &at, &behavior, event, name.map(String::as_str));
            send.emit(Action::Edit(edit));
        })
    };
    html! {
        <div class="row">
            <label for={id.clone()}>{ page.t(&["edge_code.event.", event.as_str()].concat()) }</label>
            <select {id} {onchange}>
                <option selected={current.is_none()}>{ page.t("form.none") }</option>
                { for names.iter().map(|name| html! { <option selected={current.as_ref() == Some(name)}>{ name }</option> }) }
            </select>
        </div>
    }
}
