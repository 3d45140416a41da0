//! A drawing in the page: its shapes as SVG, its steps as buttons.

use hopscope_app::Action;
use hopscope_diagram::shape::Subject;
use hopscope_diagram::svg::{arrow_head, head_class, length};
use hopscope_diagram::{Drawing, Shape};
use hopscope_routing::trace::StepIndex;
use web_sys::Element;
use yew::prelude::*;

use crate::page::Page;

/// A drawing: the heads of its lanes, which stay in sight, over the rest. What is wider than its room scrolls, by the
/// arrow keys too. What is not a step is hidden from screen readers: they get the story beside the drawing.
pub fn drawing_view(page: &Page, drawing: &Drawing) -> Html {
    let Drawing { width, height, heads, head_height, shapes, label } = drawing;
    let view = |top: f32, height: f32| ["0 ", &length(top), " ", &length(*width), " ", &length(height)].concat();
    let scrolls = page.model.room.is_none_or(|room| f32::from(room) < *width);
    // The heads go along.
    let onscroll = Callback::from(|event: Event| {
        let scrolled = event.target_dyn_into::<Element>();
        if let Some((scrolled, heads)) =
            scrolled.and_then(|each| Some((each.scroll_left(), each.previous_element_sibling()?)))
        {
            heads.set_scroll_left(scrolled);
        }
    });
    html! {
        <div class="lanes">
            <div class="heads" aria-hidden="true">
                <svg class="drawing" viewBox={view(0.0, *head_height)} width={length(*width)} height={length(*head_height)}>
                    { for heads.iter().map(|each| shape(page, each)) }
                </svg>
            </div>
            <div class="scroll" role="group" aria-label={label.clone()} tabindex={scrolls.then_some("0")} {onscroll}>
                <svg class="drawing" viewBox={view(*head_height, height - head_height)} width={length(*width)}
                    height={length(height - head_height)} role="none">
                    <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6" class="hatch" /></pattern></defs>
                    { for shapes.iter().map(|each| shape(page, each)) }
                </svg>
            </div>
        </div>
    }
}

fn shape(page: &Page, shape: &Shape) -> Html {
    match shape {
        Shape::Rect { x, y, width, height, radius, class } => html! {
            <rect x={length(*x)} y={length(*y)} width={length(*width)} height={length(*height)} rx={length(*radius)} class={*class} />
        },
        Shape::Line { x1, y1, x2, y2, class, arrow } => html! {
            <>
                <line x1={length(*x1)} y1={length(*y1)} x2={length(*x2)} y2={length(*y2)} class={*class} />
                if *arrow { <path d={arrow_head(*x1, *x2, *y2)} class={head_class(class)} /> }
            </>
        },
        Shape::Text { x, y, anchor, class, text, title } => html! {
            <text x={length(*x)} y={length(*y)} text-anchor={anchor.as_str()} class={*class} aria-hidden="true">
                if let Some(title) = title { <title>{ title }</title> }
                { text }
            </text>
        },
        Shape::Group { class, subject, label, children } => {
            let children = children.iter().map(|each| self::shape(page, each));
            let (id, chosen, action) = match subject {
                Subject::Nothing => return html! { <g class={*class} aria-hidden="true">{ for children }</g> },
                Subject::Folded(stop) => (None, false, Action::Unfold(*stop)),
                Subject::Step(step) => {
                    let step = StepIndex { hop: step.hop, step: step.step };
                    let chosen = page.model.selection.step == Some(step);
                    (Some(step_id(step)), chosen, Action::ShowStep(Some(step)))
                }
            };
            let show = page.on::<()>(action.clone());
            let onclick = page.on::<MouseEvent>(action);
            let onkeydown = Callback::from(move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    show.emit(());
                }
            });
            html! {
                <g {id} class={classes!(*class, chosen.then_some("chosen"))} role="button" tabindex="0"
                    aria-label={label.clone()} {onclick} {onkeydown}>{ for children }</g>
            }
        }
    }
}

/// The id of a step's element in flow and ladder.
pub fn step_id(step: StepIndex) -> String {
    ["step-", &step.hop.to_string(), "-", &step.step.to_string()].concat()
}
