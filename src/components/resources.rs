//! The tree of a REST API's resources, and the form of the shown one.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::rest_api::Resource;
use yew::prelude::*;

use super::buttons::{AddButton, IconButton};
use super::field::Field;
use super::methods::Methods;
use crate::page::{Page, use_page};

#[derive(Properties, PartialEq)]
pub struct ResourcesProps {
    /// The API, from 0.
    pub api: usize,
    /// The shown resource, from 0.
    pub shown: usize,
}

#[component]
pub fn Resources(props: &ResourcesProps) -> Html {
    let page = use_page();
    let Some(api) = page.model.scenario.rest_apis.get(props.api) else { return Html::default() };
    let list = FieldPath::root().field("rest_apis").index(props.api).field("resources");
    let count = api.resources.len();
    let path = new::name("/new", api.resources.iter().map(|each| each.path.as_str()));
    let added = new::resource(&path, &new::first_lambda(&page.model.scenario));
    let add = page.on(Action::EditAndShow(Edit::Insert(list.index(count), added), Part::Resource, count));
    // In the order of their paths, as the console shows them; the file keeps its own order.
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|index| api.resources.get(*index).map(|each| each.path.as_str()));
    let reached = reached(&page, props.api);
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.resources") }</legend>
            <ul class="tree">
                <li class="root"><span aria-hidden="true">{ "/" }</span></li>
                { for order.into_iter().filter_map(|index| Some((index, api.resources.get(index)?))).map(|(index, resource)| html! {
                    <ResourceRow key={index} {index} path={resource.path.clone()} methods={methods(resource)} shown={index == props.shown}
                        hit={reached == Some(index)} send={page.send.clone()} />
                }) }
            </ul>
            <div class="toolbar">
                <AddButton label={page.t("form.resource")} onclick={add} />
                <span class="grow"></span>
                if count > 0 {
                    <IconButton glyph="✕" label={page.t("form.delete_resource")} class="danger"
                        onclick={page.edit(Edit::Remove(list.index(props.shown)))} />
                }
            </div>
            if let Some(resource) = api.resources.get(props.shown) {
                <Field at={list.index(props.shown).field("path")} label={page.t("form.resource_path")} value={resource.path.clone()} />
                <Methods at={list.index(props.shown)} resource={resource.clone()} />
            }
        </fieldset>
    }
}

/// The resource that the selected request reached.
fn reached(page: &Page, api: usize) -> Option<usize> {
    let selection = &page.model.selection;
    let is_reached = selection.met(Part::RestApi, &page.model.scenario, &page.model.outcomes) == Some(api);
    is_reached.then(|| selection.met(Part::Resource, &page.model.scenario, &page.model.outcomes))?
}

/// The methods and what they call.
fn methods(resource: &Resource) -> Vec<(&'static str, String)> {
    let call = |name: &str, kind: &str| if name.is_empty() { kind.to_owned() } else { name.to_owned() };
    resource
        .methods
        .iter()
        .map(|(name, method)| (name.as_str(), call(&method.integration.lambda, method.integration.kind.as_str())))
        .collect()
}

#[derive(Properties, PartialEq)]
struct RowProps {
    index: usize,
    path: AttrValue,
    methods: Vec<(&'static str, String)>,
    shown: bool,
    hit: bool,
    /// The same on every drawing, so that a row is drawn again only when something in it has changed.
    send: Callback<Action>,
}

#[component]
fn ResourceRow(props: &RowProps) -> Html {
    let index = props.index;
    let show = props.send.reform(move |_: MouseEvent| Action::Show(Part::Resource, index));
    let depth = props.path.matches('/').count().clamp(1, 6);
    html! {
        <li class={classes!(format!("depth-{depth}"), props.shown.then_some("shown"), props.hit.then_some("hit"))}>
            <button type="button" class="rowbutton" aria-pressed={if props.shown { "true" } else { "false" }} onclick={show}>
                <span class="branch" aria-hidden="true">{ "└ " }</span>{ &props.path }
                { for props.methods.iter().map(|(name, call)| html! {
                    <>{ " " }<span class="call"><b>{ *name }</b><span class="arrow">{ " → " }</span>{ call }</span></>
                }) }
            </button>
        </li>
    }
}
