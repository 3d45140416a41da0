//! Forms that are drawn from the table of fields: what no form made by hand has. Each line bears the field's own name,
//! and a "?" that says what it is.

use hopscope_app::Edit;
use hopscope_app::form_table::{self, Names, Widget};
use hopscope_app::selection::FormSection;
use hopscope_scenario::FieldPath;
use hopscope_scenario::field_path::Segment;
use serde_json::{Map, Value, json};
use web_sys::Element;
use yew::prelude::*;

use crate::components::first::card::Card;
use crate::components::first::long::OFFERED;
use crate::components::first::prose::prose;
use crate::components::widgets::buttons::{IconButton, add_button};
use crate::components::widgets::choice::{Options, choice, tick, tick_between, words};
use crate::components::widgets::entries::{self, entry};
use crate::components::widgets::field::{Field, Kind};
use crate::page::Page;

/// The fields of a part that its form made by hand leaves out, folded; drawn when they are unfolded.
pub fn rest(page: &Page, record: &'static str, at: &FieldPath) -> Html {
    let content = {
        let (page, at) = (page.clone(), at.clone());
        Callback::from(move |()| rows(&page, record, &value_at(&page, &at), &at))
    };
    html! { <Folded at={at.to_string()} summary={page.t("form.more_fields")} {content} /> }
}

/// A card of a list of parts; nothing where there are none.
pub fn list_card(page: &Page, id: &'static str, title: String, list: &'static str, record: &'static str) -> Html {
    let at = FieldPath::root().field(list);
    let count = count(page, list);
    if count == 0 {
        return Html::default();
    }
    let values = Value::from((0..count).map(|index| value_at(page, &at.index(index))).collect::<Vec<_>>());
    Card::new(id, title).view(html! { <div class="body">{ items(page, record, &values, &at) }</div> })
}

#[derive(Clone, PartialEq, Properties)]
struct FoldedProps {
    at: String,
    summary: String,
    content: Callback<(), Html>,
}

/// What is drawn only while it is unfolded. `data-at` says what is in it: see `focus_field`.
#[component]
fn Folded(props: &FoldedProps) -> Html {
    let open = use_state(|| false);
    let ontoggle = {
        let (open, at) = (open.clone(), props.at.clone());
        Callback::from(move |event: Event| {
            // What is folded inside tells, too.
            let of_itself = |details: &Element| details.get_attribute("data-at").as_deref() == Some(&at);
            if let Some(details) = event.target_dyn_into::<Element>().filter(of_itself) {
                open.set(details.has_attribute("open"));
            }
        })
    };
    html! {
        <details class={classes!("more", (!*open).then_some("folded"))} data-at={props.at.clone()} {ontoggle}>
            <summary>{ &props.summary }</summary>
            if *open { { props.content.emit(()) } }
        </details>
    }
}

/// How many parts a list of the scenario has, of those that are drawn from the table alone.
fn count(page: &Page, list: &str) -> usize {
    let scenario = &page.model.scenario;
    match list {
        "load_balancers" => scenario.load_balancers.len(),
        "servers" => scenario.servers.len(),
        "cache_policies" => scenario.cache_policies.len(),
        "origin_request_policies" => scenario.origin_request_policies.len(),
        "response_headers_policies" => scenario.response_headers_policies.len(),
        _ => 0,
    }
}

/// The value at a place, as the file has it: what holds its default is left out. Only the part that it is in is written.
fn value_at(page: &Page, at: &FieldPath) -> Value {
    let [Segment::Field(list), Segment::Index(index), inner @ ..] = at.segments() else { return Value::Null };
    let (scenario, index) = (&page.model.scenario, *index);
    let part = match list.as_str() {
        "requests" => scenario.requests.get(index).map(|each| json!(each)),
        "distributions" => scenario.distributions.get(index).map(|each| json!(each)),
        "cache_policies" => scenario.cache_policies.get(index).map(|each| json!(each)),
        "origin_request_policies" => scenario.origin_request_policies.get(index).map(|each| json!(each)),
        "response_headers_policies" => scenario.response_headers_policies.get(index).map(|each| json!(each)),
        "rest_apis" => scenario.rest_apis.get(index).map(|each| json!(each)),
        "http_apis" => scenario.http_apis.get(index).map(|each| json!(each)),
        "domain_names" => scenario.domain_names.get(index).map(|each| json!(each)),
        "lambdas" => scenario.lambdas.get(index).map(|each| json!(each)),
        "buckets" => scenario.buckets.get(index).map(|each| json!(each)),
        "load_balancers" => scenario.load_balancers.get(index).map(|each| json!(each)),
        "servers" => scenario.servers.get(index).map(|each| json!(each)),
        _ => None,
    };
    let step = |value: Value, segment: &Segment| match (value, segment) {
        (Value::Object(mut fields), Segment::Field(name)) => fields.remove(name).unwrap_or_default(),
        (Value::Array(mut list), Segment::Index(index)) if *index < list.len() => list.swap_remove(*index),
        _ => Value::Null,
    };
    inner.iter().fold(part.unwrap_or_default(), step)
}

/// A line for each field of an object, but for those that a form made by hand has.
pub fn rows(page: &Page, record: &'static str, value: &Value, at: &FieldPath) -> Html {
    let Some(form) = form_table::form(record) else { return Html::default() };
    let by_hand = form_table::by_hand(record);
    let fields = form.rows.iter().filter(|(name, _)| !by_hand.contains(name));
    html! {
        <>{ for fields.map(|(name, widget)| {
            let help = help(page, record, name, form.source);
            let line = row(page, record, name, widget, value.get(name).unwrap_or(&Value::Null), &at.field(name));
            html! { <div class="own" key={*name}>{ help }{ line }</div> }
        }) }</>
    }
}

/// A "?" with a sentence about a field, and AWS's page.
fn help(page: &Page, record: &str, name: &str, source: &'static str) -> Html {
    let about = page.fill("form.about", &[("name", name)]);
    html! {
        <details class="tip">
            <summary aria-label={about.clone()} title={about}>{ "?" }</summary>
            <p>
                { prose(&page.t(&["field.", record, ".", name].concat())) }
                if !source.is_empty() { { " " }<a href={source} target="_blank" rel="noreferrer">{ page.t("form.about_aws") }</a> }
            </p>
        </details>
    }
}

fn row(page: &Page, record: &str, name: &'static str, widget: &Widget, value: &Value, at: &FieldPath) -> Html {
    let field = |text: String, kind: Kind| Field::new(at.clone(), name, text).kind(kind);
    let choose = |options: Options, value: &Value| choice(page, at.clone(), name, options, value);
    match *widget {
        Widget::Text(default) => field(text(value), Kind::Optional).placeholder(default).view(page),
        Widget::MaybeText => field(text(value), Kind::Optional).view(page),
        Widget::Listed(list) => field(text(value), Kind::Optional).list(list).view(page),
        Widget::Area => field(text(value), Kind::Area).view(page),
        Widget::Number(default) => {
            let shown = default.map(|number| number.to_string()).unwrap_or_default();
            field(text(value), Kind::Number).placeholder(shown).view(page)
        }
        Widget::Numbers => field(lines(value, ", "), Kind::Numbers).view(page),
        Widget::Lines => field(lines(value, "\n"), Kind::Lines).view(page),
        Widget::Json => field(shown_json(value), Kind::Json).view(page),
        Widget::Tick(default) => tick(page, at.clone(), name.to_owned(), value.as_bool().unwrap_or(default)),
        Widget::Choice(offered, default) => choose(words(offered), &json!(value.as_str().unwrap_or(default))),
        Widget::MaybeChoice(offered) => choose(with_none(words(offered)), value),
        Widget::Name(names) => choose(with_none(words(&named(page, names))), value),
        Widget::Pairs => pairs(page, value, at, &PAIRS),
        Widget::Lists => pairs(page, value, at, &LISTS),
        Widget::Nullable => pairs(page, value, at, &NULLABLE),
        Widget::Record(record) => folded(name.to_owned(), !value.is_null(), rows(page, record, value, at)),
        Widget::Maybe(record) => html! {
            <>
                { tick_between(page, at.clone(), name.to_owned(), !value.is_null(), (present(record), Value::Null)) }
                if !value.is_null() { <div class="method">{ rows(page, record, value, at) }</div> }
            </>
        },
        Widget::Items(inner) => {
            let count = value.as_array().map_or(0, Vec::len);
            let summary = [name, " (", &count.to_string(), ")"].concat();
            folded(summary, count > 0, items(page, inner, value, at))
        }
        Widget::Map(inner) => map(page, inner, &[record, ".", name].concat(), value, at),
    }
}

fn folded(summary: String, open: bool, content: Html) -> Html {
    html! { <details class="more" {open}><summary>{ summary }</summary>{ content }</details> }
}

/// What an object is that was absent.
fn present(record: &str) -> Value {
    match record {
        "FunctionUrl" => json!({"domain_name": "abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws"}),
        "ResourcePolicy" => json!({"effect": "Deny"}),
        record => form_table::fresh(record),
    }
}

/// The items of a list, each with buttons that move and delete it, and a button that adds one.
pub fn items(page: &Page, record: &'static str, list: &Value, at: &FieldPath) -> Html {
    let empty = Vec::new();
    let list = list.as_array().unwrap_or(&empty);
    let count = list.len();
    let added = at.index(count);
    let add = hopscope_app::Action::Edit(Edit::Insert(added.clone(), form_table::fresh(record)));
    html! {
        <>
            { for list.iter().take(OFFERED).enumerate().map(|(index, value)| {
                let name = label(record, value).unwrap_or_else(|| (index + 1).to_string());
                let (at, what) = (at.index(index), [("what", name.as_str())]);
                let go = |to: usize| page.edit(Edit::Move(at.clone(), to));
                html! {
                    <div class="method part" role="group" aria-label={name.clone()} key={index}>
                        <div class="toolbar">
                            <b>{ &name }</b>
                            <span class="grow"></span>
                            if count > 1 {
                                { IconButton::new("↑", page.fill("form.up_what", &what), go(index.saturating_sub(1))).disabled(index == 0).view() }
                                { IconButton::new("↓", page.fill("form.down_what", &what), go(index + 1)).disabled(index + 1 >= count).view() }
                            }
                            { IconButton::new("✕", page.fill("form.delete_what", &what), page.edit(Edit::Remove(at.clone()))).class("danger").view() }
                        </div>
                        { rows(page, record, value, &at) }
                    </div>
                }
            }) }
            <div class="toolbar">{ add_button(page, page.t(&["part.", record].concat()), page.add(add, &added)) }</div>
        </>
    }
}

/// What an item is told by: its first field that is a text or a number.
fn label(record: &str, value: &Value) -> Option<String> {
    let form = form_table::form(record)?;
    let texts = form.rows.iter().filter_map(|(name, _)| match value.get(name)? {
        Value::Array(list) => list.first().map(text),
        Value::Object(_) => None,
        other => Some(text(other)),
    });
    texts.into_iter().find(|text| !text.is_empty())
}

/// The entries of a map of objects.
fn map(page: &Page, record: &'static str, key: &str, value: &Value, at: &FieldPath) -> Html {
    let empty = Map::new();
    let entries = value.as_object().unwrap_or(&empty);
    let name = hopscope_app::new::name(first_name(key), entries.keys().map(String::as_str));
    let added = at.field(name.as_str());
    let add = hopscope_app::Action::Edit(Edit::Set(added.clone(), form_table::fresh(record)));
    let label = key.rsplit('.').next().unwrap_or_default();
    folded(
        [label, " (", &entries.len().to_string(), ")"].concat(),
        !entries.is_empty(),
        html! {
            <>
                { for entries.iter().map(|(name, value)| {
                    let at = at.field(name.as_str());
                    html! {
                        <div class="method part" role="group" aria-label={name.clone()} key={name.clone()}>
                            { entries::name(page, &PAIRS, &at, name) }
                            { rows(page, record, value, &at) }
                        </div>
                    }
                }) }
                <div class="toolbar">{ add_button(page, page.t(&["part.", record].concat()), page.add_entry(add, &added)) }</div>
            </>
        },
    )
}

/// The name of the first entry of a map.
fn first_name(key: &str) -> &'static str {
    match key {
        "RestApi.gateway_responses" => "DEFAULT_4XX",
        "Bucket.object_metadata" => "index.html",
        _ => "name",
    }
}

/// Entries whose values are texts.
const PAIRS: entries::Words = entries::Words {
    name: "form.entry_name",
    value: "form.entry_value",
    delete: "form.entry_delete",
    normal: |name| name.trim().to_owned(),
    set: Edit::text,
};

/// Entries whose values are lists, separated by commas.
const LISTS: entries::Words = entries::Words {
    set: |at, text| Edit::Set(at, text.split(',').map(str::trim).filter(|item| !item.is_empty()).collect()),
    ..PAIRS
};

/// Entries whose values may be absent.
const NULLABLE: entries::Words = entries::Words {
    set: |at, text| if text.is_empty() { Edit::Set(at, Value::Null) } else { Edit::text(at, text) },
    ..PAIRS
};

fn pairs(page: &Page, value: &Value, at: &FieldPath, words: &'static entries::Words) -> Html {
    let empty = Map::new();
    let map = value.as_object().unwrap_or(&empty);
    let label = match at.segments().last() {
        Some(Segment::Field(name)) => name.clone(),
        _ => String::new(),
    };
    let added = at.field(hopscope_app::new::name("name", map.keys().map(String::as_str)).as_str());
    let add = hopscope_app::Action::Edit((words.set)(added.clone(), String::new()));
    html! {
        <div role="group" aria-label={label.clone()}>
            <div class="toolbar"><span class="label">{ &label }</span>{ add_button(page, page.t("form.entry"), page.add_entry(add, &added)) }</div>
            { for map.iter().map(|(name, value)| entry(page, words, &at.field(name.as_str()), name, lines(value, ", "))) }
        </div>
    }
}

/// A value as the text of an input.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A list as text; of one item that is written alone, that.
fn lines(value: &Value, between: &str) -> String {
    match value {
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(between),
        other => text(other),
    }
}

fn shown_json(value: &Value) -> String {
    match value {
        Value::Object(_) | Value::Array(_) => serde_json::to_string_pretty(value).unwrap_or_default(),
        other => text(other),
    }
}

/// An absent value can be chosen too.
fn with_none(mut options: Options) -> Options {
    options.insert(0, (Value::Null, "—".to_owned()));
    options
}

/// The names of the parts that can be referred to.
fn named(page: &Page, names: Names) -> Vec<&str> {
    let scenario = &page.model.scenario;
    let all: Box<dyn Iterator<Item = &str>> = match names {
        Names::Lambdas => Box::new(scenario.lambdas.iter().map(|each| each.name.as_str())),
        Names::EdgeFunctions => Box::new(scenario.edge_functions.iter().map(|each| each.name.as_str())),
        Names::Apis => {
            let rest = scenario.rest_apis.iter().map(|each| each.id.as_str());
            Box::new(rest.chain(scenario.http_apis.iter().map(|each| each.id.as_str())))
        }
    };
    all.take(OFFERED).collect()
}

/// The parts that only the table draws, each with a card of its own.
pub fn further_cards(page: &Page) -> Html {
    let card = |id, key: &str, list, record| list_card(page, id, page.t(key), list, record);
    html! {
        <>
            { card("card-load-balancers", "form.card.load_balancers", "load_balancers", "LoadBalancer") }
            { card("card-servers", "form.card.servers", "servers", "Server") }
            { card("card-cache-policies", "form.card.cache_policies", "cache_policies", "CachePolicy") }
            { card("card-origin-request-policies", "form.card.origin_request_policies", "origin_request_policies", "OriginRequestPolicy") }
            { card("card-response-headers-policies", "form.card.response_headers_policies", "response_headers_policies", "ResponseHeadersPolicy") }
        </>
    }
}

/// The part that is shown, from 0.
pub fn shown(page: &Page, part: FormSection) -> usize {
    page.model.selection.shown(part, &page.model.scenario, &page.model.outcomes)
}
