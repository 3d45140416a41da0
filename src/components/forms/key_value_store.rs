//! The key-value store of a CloudFront Function.

use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::edge_function::EdgeFunction;
use serde_json::json;
use yew::prelude::*;

use crate::components::first::long::{alone, rows};
use crate::components::widgets::buttons::add_button;
use crate::components::widgets::entries::{Words, entry};
use crate::components::widgets::field::{fault, fault_line};
use crate::page::Page;

const WORDS: Words = Words {
    name: "key_value_store.key",
    value: "key_value_store.value",
    delete: "key_value_store.delete",
    normal: |name| name.trim().to_owned(),
    set: Edit::text,
};

/// The runtime whose functions can have one.
const RUNTIME: &str = "cloudfront-js-2.0";

/// The keys with their values; nothing for a function that has no store and cannot have one. `at` is the function's
/// place.
pub fn key_value_store(page: &Page, function: &EdgeFunction, at: &FieldPath) -> Html {
    let store = &function.key_value_store;
    if store.is_empty() && function.runtime != RUNTIME {
        return Html::default();
    }
    let at = at.field("key_value_store");
    let key = new::name("key", store.keys().map(String::as_str));
    let added = at.field(&key);
    let add = Action::Edit(Edit::All(vec![Edit::Set(added.clone(), json!(""))]));
    html! {
        <fieldset class="form entries">
            <legend>{ page.t("key_value_store.title") }</legend>
            { fault_line(&at.to_string(), fault(page, &at)) }
            { rows(page, store.len(), 0, alone, {
                let (entries, at): (Vec<_>, _) = (store.clone().into_iter().collect(), at.clone());
                move |page, index| entries.get(index).map_or_else(Html::default, |(key, value)| {
                    entry(page, &WORDS, &at.field(key), key, value.clone())
                })
            }) }
            <div class="toolbar">{ add_button(page, page.t("key_value_store.add"), page.add_entry(add, &added)) }</div>
        </fieldset>
    }
}
