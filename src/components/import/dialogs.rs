//! The dialog in which files are imported: what is given, what came of it, what is asked, and putting it in force.

use std::rc::Rc;

use hopscope_app::Action;
use hopscope_app::import::{Entry, Failure, Fault, GivenFile, Imported, Place, Question, ways_in};
use hopscope_locale::Catalog;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::first::prose::prose;
use crate::components::widgets::dialog::dialog;
use crate::effects::{element, import};
use crate::page::{Page, value};

/// The dialog of an import.
pub fn import_dialog(page: &Page) -> Html {
    let state = &page.model.import;
    let content = html! {
        <div class="import">
            if state.given.is_empty() { <p class="hint">{ prose(&page.t("import.explained")) }</p> }
            { give(page) }
            <Collector catalog={page.catalog.clone()} />
            { given(page) }
            <div role="status">{ progress(page) }</div>
            if let Some(imported) = state.imported() { { review(page, imported) } }
        </div>
    };
    dialog(page, "import-title", page.t("import.title"), content)
}

/// The ways to give something.
fn give(page: &Page) -> Html {
    const AREA: &str = "import-text";
    let read = {
        let (send, number) = (page.send.clone(), page.model.import.given.len() + 1);
        Callback::from(move |_: MouseEvent| {
            let Some(area) = element::<HtmlTextAreaElement>(AREA) else { return };
            let text = area.value();
            if !text.trim().is_empty() {
                send.emit(Action::ImportFiles(vec![GivenFile::pasted(number, &text)]));
                area.set_value("");
            }
        })
    };
    html! {
        <div class="import-give">
            <label for={AREA}>{ page.t("import.paste") }</label>
            <textarea id={AREA} rows={if page.model.import.given.is_empty() { "7" } else { "2" }} spellcheck="false" autocomplete="off" autocapitalize="off" autofocus=true
                placeholder={"resource \"aws_cloudfront_distribution\" \"cdn\" { …"} />
            <div class="import-buttons">
                <button type="button" class="primary" onclick={read}>{ page.t("import.read") }</button>
                { chooser(page, "import-files", false, page.t("import.files")) }
                { chooser(page, "import-folder", true, page.t("import.folder")) }
            </div>
        </div>
    }
}

/// A button that has files chosen, or a folder.
fn chooser(page: &Page, id: &'static str, folder: bool, label: String) -> Html {
    let choose = Callback::from(move |_: MouseEvent| {
        if let Some(input) = element::<HtmlInputElement>(id) {
            input.click();
        }
    });
    let onchange = {
        let (send, take) = (page.send.clone(), page.parts.bars.map(|bars| bars.take));
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some((list, take)) = input.files().zip(take) {
                take(&list, send.clone());
            }
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    html! {
        <>
            <button type="button" onclick={choose}>{ label.clone() }</button>
            <input {id} type="file" multiple=true webkitdirectory={folder} hidden=true aria-label={label} {onchange} />
        </>
    }
}

/// What the collector's form is drawn from.
#[derive(Clone, PartialEq, Properties)]
struct CollectorProps {
    catalog: Rc<Catalog>,
}

/// The way for a set-up that stands in no file: a script that asks AWS, to be run by whoever has an account.
#[component]
fn Collector(props: &CollectorProps) -> Html {
    let t = |key: &str| props.catalog.text(key);
    let (target, mask) = (use_state(String::new), use_state(|| true));
    // None: not asked yet. Some(None): of that, there is none.
    let script = use_state(|| None::<Option<String>>);
    let oninput = {
        let target = target.clone();
        Callback::from(move |event: InputEvent| target.set(value(&event)))
    };
    let onchange = {
        let mask = mask.clone();
        Callback::from(move |event: Event| mask.set(event.target_unchecked_into::<HtmlInputElement>().checked()))
    };
    let make = {
        let (target, mask, script) = (target.clone(), mask.clone(), script.clone());
        Callback::from(move |_: MouseEvent| {
            let script = script.clone();
            import::collect(&target, *mask, Callback::from(move |made| script.set(Some(made))));
        })
    };
    html! {
        <details class="collector">
            <summary>{ t("import.collect") }</summary>
            <p class="hint">{ prose(&t("import.collect_explained")) }</p>
            <div class="import-buttons">
                <input id="collect-target" type="text" aria-label={t("import.collect_target")} placeholder={t("import.collect_target")}
                    spellcheck="false" autocomplete="off" value={(*target).clone()} {oninput} />
                <label><input type="checkbox" checked={*mask} {onchange} />{ " " }{ t("import.collect_mask") }</label>
                <button type="button" onclick={make} disabled={target.trim().is_empty()}>{ t("import.collect_make") }</button>
            </div>
            { match &*script {
                None => Html::default(),
                Some(None) => html! { <p class="fault" role="status">{ t("import.collect_none") }</p> },
                Some(Some(script)) => html! { <textarea rows="8" readonly=true aria-label={t("import.collect_script")} value={script.clone()} /> },
            } }
        </details>
    }
}

/// What was given, each with a way to take it out again. A folder's files are counted.
fn given(page: &Page) -> Html {
    /// More names than this would push the review out of sight.
    const SHOWN: usize = 6;
    let given = &page.model.import.given;
    let file = |(index, name): (usize, &str)| {
        html! {
            <li><code><bdi>{ name }</bdi></code>
                <button type="button" class="icon" aria-label={page.fill("import.without", &[("name", name)])}
                    onclick={page.on(Action::ImportWithout(index))}>{ "✕" }</button></li>
        }
    };
    html! {
        if !given.is_empty() {
            <ul class="import-given" aria-label={page.t("import.given")}>
                { for given.iter().map(|file| file.name.as_str()).enumerate().take(SHOWN).map(file) }
                if given.len() > SHOWN {
                    <li class="hint">{ page.fill("import.more_files", &[("count", (given.len() - SHOWN).to_string())]) }</li>
                }
            </ul>
        }
    }
}

fn progress(page: &Page) -> Html {
    let state = &page.model.import;
    if state.is_open() {
        return html! { <p class="working hint">{ page.t("import.working") }</p> };
    }
    let Some((_, Err(failure))) = &state.answer else { return Html::default() };
    let key = match failure {
        Failure::Missing => "import.missing",
        Failure::TooLong => "import.too_long",
        Failure::Broken => "import.broken",
        Failure::TooLarge => "import.too_large",
    };
    html! {
        <p class="fault">{ page.t(key) }
            if *failure != Failure::TooLarge { { " " }<button type="button" class="link" onclick={page.on(Action::ImportAgain)}>{ page.t("advice_view.again") }</button> }
        </p>
    }
}

/// What came of it.
fn review(page: &Page, imported: &Imported) -> Html {
    let stale = page.model.import.is_open().then_some("stale");
    let accept = page.on::<MouseEvent>(Action::AcceptImport);
    html! {
        <div class={classes!("import-review", stale)}>
            { found(page, imported) }
            { faults(page, &imported.faults) }
            { questions(page, &imported.questions) }
            { lost(page, imported) }
            if !imported.is_empty() {
                { request(page, imported) }
                <p class="import-accept"><button type="button" class="primary" onclick={accept}>{ page.t("import.accept") }</button></p>
            }
            { folded(page, imported, "assumed", |entry| entry.reason.is_some() && entry.fate != "lost") }
            { folded(page, imported, "mapped", |entry| entry.fate == "mapped" && entry.reason.is_none()) }
            { folded(page, imported, "folded", |entry| entry.fate == "folded" && entry.reason.is_none()) }
            { folded(page, imported, "skipped", |entry| entry.fate == "skipped" && entry.reason.is_none()) }
        </div>
    }
}

/// A small map of the parts: how many of each.
fn found(page: &Page, imported: &Imported) -> Html {
    let scenario = &imported.scenario;
    let parts = [
        ("distributions", scenario.distributions.len()),
        ("rest_apis", scenario.rest_apis.len()),
        ("http_apis", scenario.http_apis.len()),
        ("domain_names", scenario.domain_names.len()),
        ("lambdas", scenario.lambdas.len()),
        ("buckets", scenario.buckets.len()),
        ("load_balancers", scenario.load_balancers.len()),
        ("servers", scenario.servers.len()),
        ("edge_functions", scenario.edge_functions.len()),
        ("dns", scenario.dns.len()),
    ];
    let part = |(name, count): (&str, usize)| {
        html! { <li><b>{ count }</b>{ " " }{ page.t(&["import.part.", name].concat()) }</li> }
    };
    html! {
        <>
            <h3>{ page.t("import.found") }</h3>
            if imported.is_empty() {
                <p>{ prose(&page.t("import.nothing")) }</p>
            } else {
                <ul class="import-parts">{ for parts.into_iter().filter(|(_, count)| *count > 0).map(part) }</ul>
            }
        </>
    }
}

fn faults(page: &Page, faults: &[Fault]) -> Html {
    html! {
        if !faults.is_empty() {
            <h3>{ page.t("import.faults") }</h3>
            <ul class="import-list">{ for faults.iter().map(|fault| html! {
                <li class="fault">{ prose(&wrong(page, fault)) }{ place(page, fault.place.as_ref()) }</li>
            }) }</ul>
        }
    }
}

fn wrong(page: &Page, fault: &Fault) -> String {
    page.fill(&["import.fault.", &fault.kind].concat(), fault.text.as_deref().map(|text| ("value", text)).as_slice())
}

/// What only the user can say. An answer is read with the files at once.
fn questions(page: &Page, questions: &[Question]) -> Html {
    html! {
        if !questions.is_empty() {
            <h3>{ page.t("import.questions") }</h3>
            <p class="hint">{ page.t("import.questions_explained") }</p>
            { for questions.iter().map(|question| ask(page, question)) }
        }
    }
}

fn ask(page: &Page, question: &Question) -> Html {
    let id = ["import-ask-", &question.id].concat();
    let current = page.model.import.values.get(&question.id).cloned().unwrap_or_default();
    let label = match (&question.ask.variable, &question.ask.condition) {
        (Some(variable), _) => page.fill("import.ask_variable", &[("name", variable.as_str())]),
        (None, Some(condition)) => page.fill("import.ask_condition", &[("condition", condition.as_str())]),
        (None, None) => page.fill("import.ask_choice", &[("name", question.id.as_str())]),
    };
    let onchange = {
        let (send, name) = (page.send.clone(), question.id.clone());
        Callback::from(move |event: Event| send.emit(Action::ImportWith(name.clone(), value(&event))))
    };
    let choices = &question.ask.choices;
    // Of a condition the answer is whether it holds; else it is what was chosen.
    let answers = |index: usize| match (&question.ask.condition, index) {
        (Some(_), 0) => "true".to_owned(),
        (Some(_), _) => "false".to_owned(),
        (None, _) => choices.get(index).cloned().unwrap_or_default(),
    };
    html! {
        <div class="row import-ask">
            <label for={id.clone()}>{ prose(&label) }{ place(page, question.place.as_ref()) }</label>
            if choices.is_empty() {
                <input {id} type="text" spellcheck="false" autocomplete="off" value={current} {onchange} />
            } else {
                <select {id} {onchange}>
                    <option value="" selected={current.is_empty()}>{ page.t("import.not_said") }</option>
                    { for choices.iter().enumerate().map(|(index, choice)| html! {
                        <option value={answers(index)} selected={current == answers(index)}>{ choice.clone() }</option>
                    }) }
                </select>
            }
        </div>
    }
}

fn lost(page: &Page, imported: &Imported) -> Html {
    let lost: Vec<_> = imported.report.iter().filter(|entry| entry.fate == "lost").collect();
    html! {
        if !lost.is_empty() {
            <h3>{ page.t("import.lost") }</h3>
            <p class="hint">{ page.t("import.lost_explained") }</p>
            <ul class="import-list">{ for lost.into_iter().map(|entry| row(page, entry)) }</ul>
        }
    }
}

/// Entries that are of interest to whoever wants to know exactly.
fn folded(page: &Page, imported: &Imported, name: &str, is_one: impl Fn(&Entry) -> bool) -> Html {
    let entries: Vec<_> = imported.report.iter().filter(|entry| is_one(entry)).collect();
    if entries.is_empty() {
        return Html::default();
    }
    let title = page.fill(&["import.", name].concat(), &[("count", entries.len().to_string())]);
    html! {
        <details>
            <summary>{ title }</summary>
            <ul class="import-list">{ for entries.into_iter().map(|entry| row(page, entry)) }</ul>
        </details>
    }
}

fn row(page: &Page, entry: &Entry) -> Html {
    let reason = entry.reason.as_ref().map(|reason| {
        let text = reason.text.as_deref().unwrap_or_default();
        page.fill(&["import.reason.", &reason.kind].concat(), &[("value", text)])
    });
    html! {
        <li>
            <code><bdi>{ entry.address.clone() }</bdi></code>
            if let Some(attribute) = &entry.attribute { { " " }<code class="attribute"><bdi>{ attribute.clone() }</bdi></code> }
            if let Some(reason) = reason { { ": " }{ prose(&reason) } }
            { place(page, entry.place.as_ref()) }
        </li>
    }
}

/// Which request fails: typed, or one of the ways in.
fn request(page: &Page, imported: &Imported) -> Html {
    let oninput = {
        let send = page.send.clone();
        Callback::from(move |event: InputEvent| send.emit(Action::ImportUrl(value(&event))))
    };
    let urls = ways_in(&imported.scenario);
    html! {
        <>
            <h3 id="import-request">{ page.t("import.request") }</h3>
            <p class="hint">{ page.t("import.request_explained") }</p>
            <input class="import-url" type="text" list="import-urls" aria-labelledby="import-request" spellcheck="false" autocomplete="off" inputmode="url"
                placeholder={urls.first().cloned()} value={page.model.import.url.clone()} {oninput} />
            <datalist id="import-urls">{ for urls.into_iter().map(|url| html! { <option value={url} /> }) }</datalist>
        </>
    }
}

/// A place in a file, which opens there.
fn place(page: &Page, place: Option<&Place>) -> Html {
    let Some(place) = place else { return Html::default() };
    html! { <>{ " " }<span class="place"><bdi>{ [&place.file, ":", &place.line.to_string()].concat() }</bdi></span>{ source_line(page, place) }</> }
}

/// The line itself, as it stands in the file.
fn source_line(page: &Page, place: &Place) -> Html {
    let line = page.model.import.imported().and_then(|imported| {
        let file = imported.sources.files.iter().find(|file| file.name == place.file)?;
        file.text.lines().nth(place.line.checked_sub(1)? as usize)
    });
    // A line that is longer is no line that people wrote.
    let shown: String = line.unwrap_or_default().trim().chars().take(160).collect();
    html! { if !shown.is_empty() { <pre class="source-line">{ shown }</pre> } }
}

// ---- The lines behind what was accepted ---------------------------------------------------------------------------------

/// The dialog that shows a file, with a line marked.
pub fn source_dialog(page: &Page, file: usize, line: u32) -> Html {
    let files = &page.model.sources.files;
    let Some(file) = files.get(file) else { return Html::default() };
    let row = |(index, text): (usize, &str)| {
        let number = index + 1;
        let marked = number == line as usize;
        html! {
            <li key={number} id={marked.then_some("source-marked")} class={marked.then_some("marked")} aria-current={marked.then_some("true")}
                tabindex={marked.then_some("-1")}><code>{ text.to_owned() }</code></li>
        }
    };
    let content = html! {
        <>
            <crate::components::first::when_shown::WhenShown run={Callback::from(|()| to_marked())} />
            <ol class="source">{ for file.text.lines().enumerate().map(row) }</ol>
        </>
    };
    dialog(page, "source-title", [&file.name, ":", &line.to_string()].concat(), content)
}

fn to_marked() {
    if let Some(marked) = element::<web_sys::HtmlElement>("source-marked") {
        let _ = marked.focus();
        marked.scroll_into_view();
    }
}
