//! The header fields of the selected request.

use hopscope_app::{Action, Edit};
use hopscope_scenario::request::Headers as Fields;
use hopscope_scenario::{FieldPath, OneOrMany};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::buttons::IconButton;
use super::field::fault;
use crate::page::{Page, use_page};

#[derive(Properties, PartialEq)]
pub struct HeadersProps {
    /// The map's place.
    pub at: FieldPath,
    pub headers: Fields,
}

#[component]
pub fn Headers(props: &HeadersProps) -> Html {
    let page = use_page();
    html! {
        <>{ for props.headers.iter().map(|(name, values)| row(&page, &props.at.field(name), name, values)) }</>
    }
}

/// A name is taken over when its input is left, for it is a key: half of it may be another field's name.
fn row(page: &Page, at: &FieldPath, name: &str, values: &OneOrMany) -> Html {
    let fault = fault(page, at);
    let id = at.to_string();
    let described = fault.is_some().then(|| format!("{id}-fault"));
    let rename = {
        let (send, at) = (page.send.clone(), at.clone());
        Callback::from(move |event: Event| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value().trim().to_lowercase();
            send.emit(Action::Edit(Edit::Rename(at.clone(), name)));
        })
    };
    let set = {
        let (send, at) = (page.send.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            send.emit(Action::Edit(Edit::text(at.clone(), value)));
        })
    };
    html! {
        <div class="line header-line" key={name}>
            <input class="header-name" type="text" spellcheck="false" autocomplete="off" autocapitalize="off" value={name.to_owned()}
                aria-label={page.t("form.header_name")} aria-invalid={fault.is_some().then_some("true")}
                aria-describedby={described.clone()} onchange={rename} />
            <input type="text" spellcheck="false" autocomplete="off" autocapitalize="off"
                value={values.iter().collect::<Vec<_>>().join(", ")} aria-label={page.fill("form.header_value", &[("name", name)])}
                oninput={set} onblur={page.on::<FocusEvent>(Action::LeaveField)} />
            <IconButton glyph="✕" label={page.fill("form.delete_header", &[("name", name)])} class="danger"
                onclick={page.edit(Edit::All(vec![Edit::Remove(at.clone())]))} />
            if let Some(fault) = fault { <p class="fault" id={described}>{ fault }</p> }
        </div>
    }
}
