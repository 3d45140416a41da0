//! A drawing in the page: its shapes as SVG, its steps as buttons.

use hopscope_app::Action;
use hopscope_diagram::svg::{arrow_head, head_class, length};
use hopscope_diagram::{Drawing, Shape};
use hopscope_routing::trace::StepIndex;
use yew::prelude::*;

use super::rule_panel::step_id;
use crate::page::Page;

/// A drawing of so many lanes: the more, the wider it stays before it scrolls, by the arrow keys too. What is not a step
/// is hidden from screen readers: they get the story beside the drawing.
pub fn drawing_view(page: &Page, drawing: &Drawing, lanes: usize) -> Html {
    let Drawing { width, height, shapes, label } = drawing;
    let size = [length(*width), length(*height)];
    let [width, height] = &size;
    html! {
        <div class="scroll" role="group" aria-label={label.clone()} tabindex={(lanes > 3).then_some("0")}>
            <svg class={classes!("drawing", ["lanes-", &lanes.to_string()].concat())} viewBox={["0 0 ", width, " ", height].concat()}
                width={width.clone()} role="none">
                { for shapes.iter().map(|each| shape(page, each)) }
            </svg>
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
        Shape::Group { class, step: None, children, .. } => html! {
            <g class={*class} aria-hidden="true">{ for children.iter().map(|each| self::shape(page, each)) }</g>
        },
        Shape::Group { class, step: Some(step), label, children } => {
            let step = StepIndex { hop: step.hop, step: step.step };
            let chosen = page.model.selection.step == Some(step);
            let show = page.on::<()>(Action::ShowStep(Some(step)));
            let onclick = page.on::<MouseEvent>(Action::ShowStep(Some(step)));
            let onkeydown = Callback::from(move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    show.emit(());
                }
            });
            html! {
                <g id={step_id(step)} class={classes!(*class, chosen.then_some("chosen"))} role="button" tabindex="0"
                    aria-label={label.clone()} {onclick} {onkeydown}>
                    { for children.iter().map(|each| self::shape(page, each)) }
                </g>
            }
        }
    }
}
