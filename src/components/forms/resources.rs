//! The tree of a REST API's resources, and the form of the shown one.

use std::rc::Rc;

use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::rest_api::Resource;
use hopscope_scenario::{FieldPath, Scenario};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::methods::methods;
use crate::components::first::long::{in_list, rows};
use crate::components::widgets::buttons::{IconButton, add_button};
use crate::components::widgets::field::Field;
use crate::page::Page;

/// The resources of an API; both from 0.
pub fn resources(page: &Page, index: usize, shown: usize) -> Html {
    let Some(api) = page.model.scenario.rest_apis.get(index) else { return Html::default() };
    let list = FieldPath::root().field("rest_apis").index(index).field("resources");
    let count = api.resources.len();
    let path = new::name("/new", api.resources.iter().map(|each| each.path.as_str()));
    let added = new::resource(&path, &new::first_lambda(&page.model.scenario));
    let add = Action::EditAndShow(Edit::Insert(list.index(count), added), FormSection::Resource, count);
    let add = page.add(add, &list.index(count));
    let (scenario, send) = (Rc::clone(&page.model.scenario), page.send.clone());
    html! {
        <fieldset class="form">
            <legend>{ page.t("form.resources") }</legend>
            <Tree {scenario} {index} {shown} reached={reached(page, index)} {send} page={page.clone()} />
            <div class="toolbar">
                { add_button(page, page.t("form.resource"), add) }
                <span class="grow"></span>
                if count > 0 {
                    { IconButton::new("✕", page.t("form.delete_resource"), page.edit(Edit::Remove(list.index(shown)))).class("danger").view() }
                }
            </div>
            if let Some(resource) = api.resources.get(shown) {
                { Field::new(list.index(shown).field("path"), page.t("form.resource_path"), resource.path.clone()).view(page) }
                { methods(page, &list.index(shown), resource) }
            }
        </fieldset>
    }
}

/// What the tree is drawn from: the resources of an API, both from 0.
#[derive(Clone, Properties)]
struct TreeProps {
    scenario: Rc<Scenario>,
    index: usize,
    shown: usize,
    reached: Option<usize>,
    send: Callback<Action>,
    page: Page,
}

impl TreeProps {
    fn resources(&self) -> &[Resource] {
        self.scenario.rest_apis.get(self.index).map_or(&[], |api| &api.resources)
    }
}

/// The tree of a large API has hundreds of rows: it is drawn again only when it is another.
impl PartialEq for TreeProps {
    fn eq(&self, other: &Self) -> bool {
        let key = |props: &Self| (props.index, props.shown, props.reached);
        key(self) == key(other)
            && (Rc::ptr_eq(&self.scenario, &other.scenario) || self.resources() == other.resources())
    }
}

/// A tree of more rows is left out of what is painted while it is out of sight.
const LONG: usize = 50;

#[component]
fn Tree(props: &TreeProps) -> Html {
    let resources = props.resources();
    // In the order of their paths, as the console shows them; the file keeps its own order.
    let mut order: Vec<usize> = (0..resources.len()).collect();
    order.sort_by_key(|index| resources.get(*index).map(|each| each.path.as_str()));
    let place = order.iter().position(|index| *index == props.shown).unwrap_or_default();
    let drawn = props.clone();
    let tree = use_node_ref();
    use_effect_with((props.index, props.reached), {
        let tree = tree.clone();
        move |_| show_reached(&tree)
    });
    html! {
        <ul ref={tree} class={classes!("tree", (resources.len() > LONG).then_some("long"))}>
            <li class="root"><span aria-hidden="true">{ "/" }</span></li>
            { rows(&props.page, order.len(), place, in_list, move |_, place| {
                let index = order.get(place).copied().unwrap_or_default();
                drawn.resources().get(index).map_or_else(Html::default, |resource| row(&drawn, resource, index))
            }) }
        </ul>
    }
}

/// Scrolls the tree, and nothing but the tree, to the row that the request reached. The focus stays where it is: one is
/// typing, or reading elsewhere.
fn show_reached(tree: &NodeRef) {
    /// Rows that are left in sight above it, in px.
    const ABOVE: i32 = 66;
    let Some(tree) = tree.cast::<HtmlElement>() else { return };
    if let Ok(Some(row)) = tree.query_selector(".hit") {
        tree.set_scroll_top(row.unchecked_into::<HtmlElement>().offset_top() - ABOVE);
    }
}

/// The resource that the selected request reached.
fn reached(page: &Page, api: usize) -> Option<usize> {
    let selection = &page.model.selection;
    let is_reached = selection.met(FormSection::RestApi, &page.model.scenario, &page.model.outcomes) == Some(api);
    is_reached.then(|| selection.met(FormSection::Resource, &page.model.scenario, &page.model.outcomes))?
}

/// The methods and what they call.
fn calls(resource: &Resource) -> Vec<(&'static str, String)> {
    let call = |name: &str, kind: &str| if name.is_empty() { kind.to_owned() } else { name.to_owned() };
    resource
        .methods
        .iter()
        .map(|(name, method)| (name.as_str(), call(&method.integration.lambda, method.integration.kind.as_str())))
        .collect()
}

fn row(props: &TreeProps, resource: &Resource, index: usize) -> Html {
    let (shown, hit) = (props.shown == index, props.reached == Some(index));
    let send = props.send.clone();
    let show = Callback::from(move |_| send.emit(Action::Show(FormSection::Resource, index)));
    let depth = resource.path.matches('/').count().clamp(1, 6);
    html! {
        <li key={index} class={classes!(["depth-", &depth.to_string()].concat(), shown.then_some("shown"), hit.then_some("hit"))}>
            <button type="button" class="rowbutton" aria-pressed={if shown { "true" } else { "false" }}
                onclick={show}>
                <span class="branch" aria-hidden="true">{ "└ " }</span>{ &resource.path }
                { for calls(resource).into_iter().map(|(name, call)| html! {
                    <>{ " " }<span class="call"><b>{ name }</b><span class="arrow">{ " → " }</span>{ call }</span></>
                }) }
            </button>
        </li>
    }
}
