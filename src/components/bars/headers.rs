//! The header fields of the selected request.

use hopscope_app::Edit;
use hopscope_scenario::FieldPath;
use hopscope_scenario::request::Headers as Fields;
use yew::prelude::*;

use crate::components::first::long::{alone, rows};
use crate::components::widgets::entries::{Words, entry};
use crate::page::Page;

const WORDS: Words = Words {
    name: "form.header_name",
    value: "form.header_value",
    delete: "form.delete_header",
    normal: |name| name.trim().to_ascii_lowercase(),
    set: Edit::text,
};

/// A line for each header field; `at` is the map's place.
pub fn headers(page: &Page, at: &FieldPath, headers: &Fields) -> Html {
    let (fields, at): (Vec<_>, _) = (headers.clone().into_iter().collect(), at.clone());
    rows(page, fields.len(), 0, alone, move |page, index| {
        let Some((name, values)) = fields.get(index) else { return Html::default() };
        let value = values.iter().collect::<Vec<_>>().join(", ");
        entry(page, &WORDS, &at.field(name), name, value)
    })
}
