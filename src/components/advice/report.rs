//! A report: blocks from top to bottom. It shows any subject and knows none.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::file::FileFault;
use hopscope_app::model::Notice;
use hopscope_locale::place::in_words;
use hopscope_report::{self as report, Block, Button, Report, Row, Tone};
use hopscope_scenario::{FieldPath, Scenario};
use yew::prelude::*;

use crate::components::first::card::classes;
use crate::components::first::prose::prose;
use crate::components::first::response::copy;
use crate::effects::address;
use crate::effects::wiring::{focus_field, reveal_verdict};
use crate::page::Page;

/// How many characters a button's label may have to stand beside a title.
const SHORT: usize = 16;

pub fn report_view(page: &Page, report: &Report) -> Html {
    blocks(page, &report.blocks)
}

fn blocks(page: &Page, blocks: &[Block]) -> Html {
    html! { <>{ for blocks.iter().map(|each| block(page, each)) }</> }
}

fn block(page: &Page, block: &Block) -> Html {
    match block {
        Block::Heading { text } => html! { <h3>{ text }</h3> },
        Block::Paragraph { text, tone } => html! { <p class={tone.word()}>{ mark(*tone) }{ linked(text) }</p> },
        Block::List { ordered: true, items } => {
            html! { <ol>{ for items.iter().map(|each| html! { <li>{ linked(each) }</li> }) }</ol> }
        }
        Block::List { items, .. } => {
            html! { <ul>{ for items.iter().map(|each| html! { <li>{ linked(each) }</li> }) }</ul> }
        }
        Block::Table { head, rows } => table(page, head, rows),
        Block::Code { title, text } => html! {
            <figure><figcaption>{ title }</figcaption><pre tabindex="0" aria-label={title.clone()}>{ lines(text) }</pre></figure>
        },
        Block::Card { title, badge, tone, blocks: inside, actions } => {
            // The first button stands beside the title, if it is short.
            let beside = usize::from(actions.first().is_some_and(|first| first.label.chars().count() <= SHORT));
            let buttons =
                |actions: &[Button]| html! { <>{ for actions.iter().map(|each| button(page, title, each)) }</> };
            let (first, more) = actions.split_at_checked(beside).unwrap_or((actions, &[]));
            let more = match more {
                [] => Html::default(),
                more => html! { <div class="also">{ buttons(more) }</div> },
            };
            // The others are as rarely wanted as what is folded.
            let content = match inside.split_last() {
                Some((Block::Fold { summary, blocks: folded }, before)) => html! {
                    <>{ blocks(page, before) }{ fold(page, summary, folded, more) }</>
                },
                _ => html! { <>{ blocks(page, inside) }{ more }</> },
            };
            let is_tried = actions.iter().any(|each| is_tried(page, &each.action));
            html! {
                <section class={classes!(classes("item", tone.word()), is_tried.then_some("tried"))}>
                    <div class="item-head">
                        <h3>{ mark(*tone) }{ prose(title) }
                            if !badge.is_empty() { { " " }<span class="badge">{ badge }</span> }
                            if is_tried { { " " }<span class="badge in-force">{ page.t("change.tried") }</span> }</h3>
                        { buttons(first) }
                    </div>
                    { lines_of(page, actions) }
                    { content }
                </section>
            }
        }
        Block::Fold { summary, blocks: inside } => fold(page, summary, inside, Html::default()),
    }
}

/// A text whose lines stay as they are; of a diff, those that go and those that come are marked.
fn lines(text: &str) -> Html {
    if !text.starts_with("--- ") {
        return text.into();
    }
    let line = |line: &str| match line.get(..1) {
        Some("+") => html! { <ins>{ line }</ins> },
        Some("-") => html! { <del>{ line }</del> },
        _ => line.into(),
    };
    html! { <>{ for text.split_inclusive('\n').map(line) }</> }
}

/// The lines of the user's own files behind the fields that buttons lead to.
fn lines_of(page: &Page, actions: &[Button]) -> Html {
    let line = |button: &Button| {
        let report::Action::Field { path } = &button.action else { return None };
        page.parts.import.and_then(|import| (import.line)(page, &FieldPath::read(path)))
    };
    let lines: Vec<Html> = actions.iter().filter_map(line).collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! { <p class="hint">{ page.t("import.lines") }{ " " }{ for lines }</p> }
}

fn fold(page: &Page, summary: &str, inside: &[Block], more: Html) -> Html {
    html! { <details><summary>{ summary.to_owned() }</summary>{ blocks(page, inside) }{ more }</details> }
}

/// What a tone says, for those who do not see colours; the words around it say it too.
fn mark(tone: Tone) -> Html {
    let glyph = match tone {
        Tone::Plain => return Html::default(),
        Tone::Good => "✓ ",
        Tone::Bad => "✕ ",
        Tone::Caution => "! ",
    };
    html! { <span class="tone" aria-hidden="true">{ glyph }</span> }
}

/// A text that ends in an address has a link there; only what is surely a web page becomes one.
fn linked(text: &str) -> Html {
    match text.rsplit_once("https://") {
        Some((before, shown)) if !shown.contains([' ', '`', '。', '」']) => html! {
            <>{ prose(before) }<a href={["https://", shown].concat()} target="_blank" rel="noopener noreferrer">{ shown.to_owned() }</a></>
        },
        _ => prose(text),
    }
}

fn table(page: &Page, head: &[String], rows: &[Row]) -> Html {
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={head.join(", ")}>
            <table class="grid">
                <thead><tr>{ for head.iter().map(|each| html! { <th scope="col">{ each }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().map(|each| row(page, each)) }</tbody>
            </table>
        </div>
    }
}

/// A row that can be chosen is chosen anywhere; with the keyboard, by the button in its first cell.
fn row(page: &Page, row: &Row) -> Html {
    let onclick = row.action.as_ref().map(|action| on(page, action));
    let cell = |(index, text): (usize, &String)| match (index, &row.action) {
        (0, Some(_)) => html! { <td><button type="button" class="rowbutton">{ prose(text) }</button></td> },
        _ => html! { <td>{ prose(text) }</td> },
    };
    html! { <tr class={row.tone.word()} {onclick}>{ for row.cells.iter().enumerate().map(cell) }</tr> }
}

/// Whether a button would put in force what already is.
fn is_tried(page: &Page, action: &report::Action) -> bool {
    let tried = page.model.tried().map(|tried| &*tried.json);
    matches!(action, report::Action::Scenario { scenario } if Some(scenario.as_str()) == tried)
}

fn button(page: &Page, title: &str, button: &Button) -> Html {
    if is_tried(page, &button.action) {
        let label = page.t("header.undo");
        let name = [&label, ": ", &title.replace('`', "")].concat();
        return html! { <button type="button" class="act" aria-label={name} onclick={page.on(Action::Undo)}>{ label }</button> };
    }
    let label = label(page, button);
    let name = [&label, ": ", &title.replace('`', "")].concat();
    html! { <button type="button" class="act" aria-label={name} onclick={on(page, &button.action)}>{ label }</button> }
}

/// A button's label, with the words for a place of the scenario instead of its path.
fn label(page: &Page, button: &Button) -> String {
    let report::Action::Field { path } = &button.action else { return button.label.clone() };
    let at = FieldPath::read(path);
    let words = in_words(&page.catalog, &page.model.scenario, &at).replace('`', "");
    button.label.replace(path, &words)
}

/// What happens when something is chosen.
fn on(page: &Page, action: &report::Action) -> Callback<MouseEvent> {
    let send = page.send.clone();
    match action.clone() {
        report::Action::Request { method, url } => page.on(Action::Ask(method, url)),
        // A link is this page's.
        report::Action::Copy { text } if text.starts_with('#') => copy(page, address::base() + &text),
        report::Action::Copy { text } => copy(page, text),
        report::Action::Scenario { scenario } => Callback::from(move |_| {
            reveal_verdict();
            send.emit(match Scenario::from_json(&scenario) {
                Ok(scenario) => Action::Try(Rc::new(scenario)),
                Err(error) => Action::Notify(Notice::File("JSON".to_owned(), FileFault::Scenario(error))),
            });
        }),
        report::Action::Field { path } => Callback::from(move |_| {
            send.emit(Action::ShowField(path.clone()));
            focus_field(&path);
        }),
    }
}
