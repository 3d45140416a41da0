//! The header fields of the selected request.

use hopscope_app::{Action, Edit};
use hopscope_scenario::request::Headers as Fields;
use hopscope_scenario::{FieldPath, OneOrMany};
use yew::prelude::*;

use super::buttons::IconButton;
use super::field::fault;
use crate::page::Page;

/// A line for each header field; `at` is the map's place.
pub fn headers(page: &Page, at: &FieldPath, headers: &Fields) -> Html {
    html! {
        <>{ for headers.iter().map(|(name, values)| row(page, &at.field(name), name, values)) }</>
    }
}

/// A name is taken over when its input is left, for it is a key: half of it may be another field's name.
fn row(page: &Page, at: &FieldPath, name: &str, values: &OneOrMany) -> Html {
    let fault = fault(page, at);
    let id = at.to_string();
    let described = fault.is_some().then(|| format!("{id}-fault"));
    let rename = {
        let at = at.clone();
        page.typed::<Event>(move |name| Edit::Rename(at.clone(), name.trim().to_ascii_lowercase()))
    };
    let set = {
        let at = at.clone();
        page.typed::<InputEvent>(move |value| Edit::text(at.clone(), value))
    };
    html! {
        <div class="line header-line" key={name}>
            <input class="header-name" type="text" spellcheck="false" autocomplete="off" autocapitalize="off" value={name.to_owned()}
                aria-label={page.t("form.header_name")} aria-invalid={fault.is_some().then_some("true")}
                aria-describedby={described.clone()} onchange={rename} />
            <input type="text" spellcheck="false" autocomplete="off" autocapitalize="off"
                value={values.iter().collect::<Vec<_>>().join(", ")} aria-label={page.fill("form.header_value", &[("name", name)])}
                oninput={set} onblur={page.on::<FocusEvent>(Action::LeaveField)} />
            { IconButton::new("✕", page.fill("form.delete_header", &[("name", name)]), page.edit(Edit::All(vec![Edit::Remove(at.clone())]))).class("danger").view() }
            if let Some(fault) = fault { <p class="fault" id={described}>{ fault }</p> }
        </div>
    }
}
