//! The table of a distribution's behaviours, in the order in which CloudFront tries them.

use hopscope_app::selection::FormSection;
use hopscope_app::{Action, Edit, forwards_viewer_host, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::cache_behavior::CacheBehavior;
use hopscope_scenario::distribution::Distribution;
use yew::prelude::*;

use crate::components::first::long::{in_table, rows};
use crate::components::widgets::buttons::{IconButton, add_button};
use crate::effects::wiring::focus_soon;
use crate::page::Page;

/// The table of a distribution's behaviours, both from 0; the default behaviour comes after the ordered ones.
pub fn behaviors(page: &Page, index: usize, shown: usize) -> Html {
    let Some(distribution) = page.model.scenario.distributions.get(index) else { return Html::default() };
    let list = FieldPath::root().field("distributions").index(index).field("ordered_cache_behavior");
    let met = page.model.selection.met(FormSection::Behavior, &page.model.scenario, &page.model.outcomes);
    let reached =
        page.model.selection.met(FormSection::Distribution, &page.model.scenario, &page.model.outcomes) == Some(index);
    let ordered = &distribution.ordered_cache_behavior;
    let at = list.clone();
    let rows = rows(page, ordered.len() + 1, shown, in_table, move |page, row_index| {
        let Some(distribution) = page.model.scenario.distributions.get(index) else { return Html::default() };
        let ordered = &distribution.ordered_cache_behavior;
        let behavior = ordered.get(row_index).unwrap_or(&distribution.default_cache_behavior);
        let hit = reached && met == Some(row_index);
        row(page, behavior, row_index, hit, row_index == shown, ordered.len(), &at)
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
                <tbody>{ rows }</tbody>
            </table>
            { toolbar(page, distribution, &list, shown) }
        </>
    }
}

fn toolbar(page: &Page, distribution: &Distribution, list: &FieldPath, shown: usize) -> Html {
    let count = distribution.ordered_cache_behavior.len();
    let movable = shown < count;
    let go = |to: usize| page.on(Action::EditAndShow(Edit::Move(list.index(shown), to), FormSection::Behavior, to));
    let origin = distribution.origin.first().map(|origin| origin.origin_id.as_str()).unwrap_or_default();
    let at = shown.min(count);
    let add = Action::EditAndShow(Edit::Insert(list.index(at), new::behavior(origin)), FormSection::Behavior, at);
    let add = page.add(add, &list.index(at));
    html! {
        <div class="toolbar">
            { add_button(page, page.t("form.behavior"), add) }
            <span class="grow"></span>
            { IconButton::new("↑", page.t("form.move_up"), go(shown.saturating_sub(1))).disabled(!movable || shown == 0).view() }
            { IconButton::new("↓", page.t("form.move_down"), go(shown + 1)).disabled(!movable || shown + 1 >= count).view() }
            { IconButton::new("✕", page.t("form.delete_behavior"), page.on(Action::EditAndShow(Edit::Remove(list.index(shown)), FormSection::Behavior, shown))).class("danger").disabled(!movable).view() }
        </div>
    }
}

/// The type of what is carried while a behaviour is dragged: its place, from 0.
const CARRIED: &str = "application/x-hopscope-behavior";

/// The id of the button of a behaviour's row.
fn row_id(index: usize) -> String {
    ["behavior-", &index.to_string()].concat()
}

/// One behaviour of `count` ordered ones and the default one. Alt with an arrow key moves it.
fn row(
    page: &Page,
    behavior: &CacheBehavior,
    index: usize,
    hit: bool,
    shown: bool,
    count: usize,
    list: &FieldPath,
) -> Html {
    let pattern = match index == count {
        true => page.t("form.default_behavior"),
        false => behavior.path_pattern.as_str().to_owned(),
    };
    let host = if forwards_viewer_host::is_viewers(&page.model.scenario, behavior) {
        "form.host_viewer"
    } else {
        "form.host_origin"
    };
    let show = page.on::<MouseEvent>(Action::Show(FormSection::Behavior, index));
    let onkeydown = {
        let (list, send) = (list.clone(), page.send.clone());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowUp" => index.checked_sub(1),
                "ArrowDown" => Some(index + 1).filter(|to| *to < count),
                _ => return,
            };
            if event.alt_key() && !event.shift_key() && index < count {
                event.prevent_default();
                if let Some(to) = to {
                    send.emit(Action::EditAndShow(Edit::Move(list.index(index), to), FormSection::Behavior, to));
                    // The focus goes along with the behaviour, not with its place.
                    focus_soon(row_id(to));
                }
            }
        })
    };
    let ondragstart = Callback::from(move |event: DragEvent| {
        if let Some(carried) = event.data_transfer() {
            let _ = carried.set_data(CARRIED, &index.to_string());
        }
    });
    let ondrop = {
        let (list, send) = (list.clone(), page.send.clone());
        Callback::from(move |event: DragEvent| {
            let carried = event.data_transfer().and_then(|carried| carried.get_data(CARRIED).ok());
            let Some(from) = carried.and_then(|from| from.parse::<usize>().ok()) else { return };
            // It is no file for the page to open.
            event.prevent_default();
            event.stop_propagation();
            let to = index.min(count.saturating_sub(1));
            if from != to {
                send.emit(Action::EditAndShow(Edit::Move(list.index(from), to), FormSection::Behavior, to));
            }
        })
    };
    html! {
        <tr key={index} class={classes!(hit.then_some("hit"), shown.then_some("shown"))} onclick={show}
            draggable={if index < count { "true" } else { "false" }} {ondragstart} {ondrop}>
            <td class="number">
                { index + 1 }
                if hit { <span class="hit-mark" title={page.t("form.hit")}>{ "▸" }<span class="unseen">{ page.t("form.hit") }</span></span> }
            </td>
            <td><button type="button" id={row_id(index)} class="rowbutton" aria-pressed={if shown { "true" } else { "false" }} {onkeydown}>{ pattern }</button></td>
            <td>{ &behavior.target_origin_id }</td>
            <td class="plain">{ page.t(host) }</td>
        </tr>
    }
}
