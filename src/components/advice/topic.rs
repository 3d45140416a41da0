//! Advice: the card below the verdict, and the dialogs about the whole scenario. All but the card's offer is in a part of
//! the program that comes when advice is first asked for: see src/parts.rs.

use hopscope_app::advice::{Before, Topic};
use hopscope_app::{Action, examples};
use hopscope_locale::reason;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::report::report_view;
use crate::components::first::change::skeleton;
use crate::components::first::prose::prose;
use crate::components::first::when_shown::WhenShown;
use crate::components::widgets::choice::option;
use crate::components::widgets::dialog::dialog;
use crate::effects::wiring::focus_heading;
use crate::page::{Page, value};

/// The dialog of a topic.
pub fn advice_dialog(page: &Page, topic: Topic) -> Html {
    let key = |part: &str| page.t(&[topic.word(), part].concat());
    let content = html! {
        <div class="advice">
            <p class="hint">{ prose(&key(".explained")) }</p>
            { match topic {
                Topic::Comparison => before(page),
                Topic::Explanation => pasted(page),
                _ => Html::default(),
            } }
            { shown(page, topic) }
        </div>
    };
    dialog(page, "advice-title", key(".title"), content)
}

/// The report on a topic; on its way there, or without one, a line that says so.
pub fn shown(page: &Page, topic: Topic) -> Html {
    let question = page.model.question();
    let given = page.model.advice.given(topic);
    let is_tried = topic == Topic::Change && page.model.tried().is_some();
    let is_current = is_tried || given.is_some_and(|given| Some(&given.question) == question.as_ref());
    let report = given.and_then(|given| given.report.as_ref());
    let state = match report {
        None if is_current => html! {
            <p class="fault">{ page.t("advice_view.failed") }{ " " }
                <button type="button" class="link" onclick={page.on(Action::Advise)}>{ page.t("advice_view.again") }</button></p>
        },
        _ if question.is_some() && !is_current => html! { <p class="unseen">{ page.t("advice_view.working") }</p> },
        _ => Html::default(),
    };
    html! {
        <>
            if topic == Topic::Change && page.model.advice.by_user { <WhenShown run={Callback::from(|()| take_focus())} /> }
            <div role="status">{ state }</div>
            if let Some(report) = report {
                <div class={classes!("report", (!is_current).then_some("stale"))}>{ report_view(page, report) }</div>
            } else if question.is_some() && !is_current {
                { skeleton() }
            }
        </>
    }
}

/// Takes the focus to the card's heading where nothing has it: the button that was pressed is gone.
fn take_focus() {
    let body = gloo::utils::document().body();
    if gloo::utils::document().active_element().is_none_or(|active| body.is_some_and(|body| *body == active)) {
        focus_heading("card-change");
    }
}

/// What the scenario is compared with.
fn before(page: &Page) -> Html {
    let before = &page.model.advice.before;
    let chosen = match before {
        Before::Opened => 0,
        Before::Example(index, _) => index + 1,
        Before::Link(..) => examples::NAMES.len() + 1,
    };
    let titles = examples::NAMES.iter().map(|name| page.t(&["example.", name, ".title"].concat()));
    let names = [page.t("comparison.opened")].into_iter().chain(titles).chain([page.t("comparison.a_link")]);
    let onchange = {
        let send = page.send.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            send.emit(Action::CompareWith(match usize::try_from(chosen).unwrap_or(0) {
                0 => Before::Opened,
                index if index <= examples::NAMES.len() => Before::example(index - 1),
                _ => Before::link(String::new()),
            }));
        })
    };
    html! {
        <>
            <div class="row">
                <label for="compare-with">{ page.t("comparison.with") }</label>
                <select id="compare-with" {onchange}>{ for names.enumerate().map(|(index, name)| option(name, index == chosen)) }</select>
            </div>
            if let Before::Link(text, read) = before { { link(page, text, read.as_ref().err()) } }
        </>
    }
}

fn link(page: &Page, text: &str, error: Option<&hopscope_scenario::link::LinkError>) -> Html {
    let oninput = {
        let send = page.send.clone();
        Callback::from(move |event: InputEvent| send.emit(Action::CompareWith(Before::link(value(&event)))))
    };
    let error = error.filter(|_| !text.trim().is_empty());
    html! {
        <div class="row">
            <label for="compare-link">{ page.t("share.link") }</label>
            <input id="compare-link" type="text" spellcheck="false" autocomplete="off" value={text.to_owned()} {oninput}
                aria-invalid={error.is_some().then_some("true")} aria-describedby="compare-fault" />
            <p class="fault" id="compare-fault">{ for error.map(|error| prose(&reason::link_error(&page.catalog, error))) }</p>
        </div>
    }
}

/// The answer that is to be explained.
fn pasted(page: &Page) -> Html {
    let oninput = {
        let send = page.send.clone();
        Callback::from(move |event: InputEvent| send.emit(Action::Explain(value(&event))))
    };
    html! {
        <>
            <label for="pasted">{ page.t("explanation.label") }</label>
            <textarea id="pasted" rows="9" spellcheck="false" autocomplete="off" autocapitalize="off"
                placeholder={"HTTP/2 403\ncontent-type: application/json\nx-amzn-errortype: …"}
                autofocus=true value={page.model.advice.pasted.to_string()} {oninput} />
        </>
    }
}
