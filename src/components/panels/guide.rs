//! The guided look: what is what, in five short steps, on the first visit. It stands beside the page and takes nothing from
//! it; what a step is about is marked by the style sheet (`html[data-guide]`).

use hopscope_app::Action;
use hopscope_app::model::GUIDED;
use yew::prelude::*;

use crate::page::Page;

pub fn guide(page: &Page) -> Html {
    let Some((at, step)) = page.model.guide.and_then(|at| Some((at, GUIDED.get(at)?))) else { return Html::default() };
    let text = |part: &str| page.t(&["guided.", step, ".", part].concat());
    let is_last = at + 1 == GUIDED.len();
    let next = page.on::<MouseEvent>(Action::Guide((!is_last).then_some(at + 1)));
    let count = [("at", (at + 1).to_string()), ("of", GUIDED.len().to_string())];
    let onkeydown = {
        let send = page.send.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                send.emit(Action::Guide(None));
            }
        })
    };
    html! {
        <aside class="guide" aria-label={page.t("guided.title")} {onkeydown}>
            <div aria-live="polite">
                <p class="hint">{ page.fill("guided.count", &count) }</p>
                <h2>{ text("title") }</h2>
                <p>{ text("text") }</p>
            </div>
            <div class="guide-buttons">
                if !is_last { <button type="button" onclick={page.on::<MouseEvent>(Action::Guide(None))}>{ page.t("guided.skip") }</button> }
                <button type="button" class="primary" onclick={next}>{ page.t(if is_last { "guided.end" } else { "guided.next" }) }</button>
            </div>
        </aside>
    }
}
