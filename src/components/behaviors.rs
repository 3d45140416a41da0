//! The table of a distribution's behaviours, in the order in which CloudFront tries them.

use hopscope_app::selection::Part;
use hopscope_app::{Action, Edit, host_sent, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::distribution::Distribution;
use yew::prelude::*;

use super::buttons::{AddButton, IconButton};
use crate::page::{Page, use_page};

#[derive(Properties, PartialEq)]
pub struct BehaviorsProps {
    /// The distribution, from 0.
    pub distribution: usize,
    /// The shown behaviour; the default one comes after the ordered ones.
    pub shown: usize,
}

#[component]
pub fn Behaviors(props: &BehaviorsProps) -> Html {
    let page = use_page();
    let Some(distribution) = page.model.scenario.distributions.get(props.distribution) else { return Html::default() };
    let list = FieldPath::root().field("distributions").index(props.distribution).field("ordered_cache_behavior");
    let met = page.model.selection.met(Part::Behavior, &page.model.scenario, &page.model.outcomes);
    let reached = page.model.selection.met(Part::Distribution, &page.model.scenario, &page.model.outcomes)
        == Some(props.distribution);
    let ordered = &distribution.ordered_cache_behavior;
    let rows = ordered.iter().chain([&distribution.default_cache_behavior]).enumerate().map(|(index, behavior)| {
        let is_default = index == ordered.len();
        let pattern = match is_default {
            true => page.t("form.default_behavior"),
            false => behavior.path_pattern.as_str().to_owned(),
        };
        let host =
            if host_sent::is_viewers(&page.model.scenario, behavior) { "form.host_viewer" } else { "form.host_origin" };
        html! {
            <BehaviorRow key={index} {index} {pattern} origin={behavior.target_origin_id.clone()} host={page.t(host)}
                hit={(reached && met == Some(index)).then(|| page.t("form.hit"))} shown={index == props.shown}
                count={ordered.len()} list={list.clone()}
                send={page.send.clone()} />
        }
    });
    html! {
        <>
            <table class="grid">
                <thead><tr>
                    <th scope="col" class="number"><abbr title={page.t("form.order")}>{ "#" }</abbr></th>
                    <th scope="col">{ page.t("form.path_pattern") }</th>
                    <th scope="col">{ page.t("form.origin") }</th>
                    <th scope="col">{ page.t("form.host_sent") }</th>
                </tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
            { toolbar(&page, distribution, &list, props.shown) }
        </>
    }
}

fn toolbar(page: &Page, distribution: &Distribution, list: &FieldPath, shown: usize) -> Html {
    let count = distribution.ordered_cache_behavior.len();
    let movable = shown < count;
    let go = |to: usize| page.on(Action::EditAndShow(Edit::Move(list.index(shown), to), Part::Behavior, to));
    let origin = distribution.origin.first().map(|origin| origin.origin_id.as_str()).unwrap_or_default();
    let at = shown.min(count);
    let add = Action::EditAndShow(Edit::Insert(list.index(at), new::behavior(origin)), Part::Behavior, at);
    html! {
        <div class="toolbar">
            <AddButton label={page.t("form.behavior")} onclick={page.on(add)} />
            <span class="grow"></span>
            <IconButton glyph="↑" label={page.t("form.move_up")} disabled={!movable || shown == 0}
                onclick={go(shown.saturating_sub(1))} />
            <IconButton glyph="↓" label={page.t("form.move_down")} disabled={!movable || shown + 1 >= count}
                onclick={go(shown + 1)} />
            <IconButton glyph="✕" label={page.t("form.delete_behavior")} disabled={!movable} class="danger"
                onclick={page.on(Action::EditAndShow(Edit::Remove(list.index(shown)), Part::Behavior, shown))} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    index: usize,
    pattern: AttrValue,
    origin: AttrValue,
    host: AttrValue,
    /// That the selected request takes this behaviour, in words.
    hit: Option<AttrValue>,
    shown: bool,
    /// How many ordered behaviours there are.
    count: usize,
    list: FieldPath,
    /// The same on every drawing, so that a row is drawn again only when something in it has changed.
    send: Callback<Action>,
}

/// One behaviour. Alt with an arrow key moves it.
#[component]
fn BehaviorRow(props: &RowProps) -> Html {
    let onkeydown = {
        let (index, count, list, send) = (props.index, props.count, props.list.clone(), props.send.clone());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowUp" => index.checked_sub(1),
                "ArrowDown" => Some(index + 1).filter(|to| *to < count),
                _ => return,
            };
            if event.alt_key() && !event.shift_key() && index < count {
                event.prevent_default();
                if let Some(to) = to {
                    send.emit(Action::EditAndShow(Edit::Move(list.index(index), to), Part::Behavior, to));
                }
            }
        })
    };
    let index = props.index;
    let show = props.send.reform(move |_: MouseEvent| Action::Show(Part::Behavior, index));
    html! {
        <tr class={classes!(props.hit.is_some().then_some("hit"), props.shown.then_some("shown"))} onclick={show}>
            <td class="number">
                { props.index + 1 }
                if let Some(hit) = &props.hit { <span class="hit-mark" title={hit.clone()}>{ "▸" }<span class="unseen">{ hit }</span></span> }
            </td>
            <td><button type="button" class="rowbutton" aria-pressed={if props.shown { "true" } else { "false" }} {onkeydown}>{ &props.pattern }</button></td>
            <td>{ &props.origin }</td>
            <td class="plain">{ &props.host }</td>
        </tr>
    }
}
