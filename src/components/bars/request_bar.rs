//! The selected request: method, URL, header fields.

use hopscope_app::texts::Slot;
use hopscope_app::{Action, Edit, new};
use hopscope_scenario::FieldPath;
use hopscope_scenario::request::Request;
use serde_json::json;
use yew::prelude::*;

use super::headers::headers;
use crate::components::widgets::buttons::add_button;
use crate::components::widgets::field::fault;
use crate::components::widgets::input::{Input, Take};
use crate::page::Page;

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

pub fn request_bar(page: &Page) -> Html {
    let index = page.model.selection.request;
    let list = FieldPath::root().field("requests");
    let Some(request) = page.model.scenario.requests.get(index) else {
        let add = Edit::Insert(list.index(0), new::request(&page.model.scenario, 0));
        return html! {
            <div class="request">{ add_button(page, page.t("form.request"), page.edit(add)) }</div>
        };
    };
    let at = list.index(index);
    let name = new::name("x-header", request.headers.keys().map(String::as_str));
    let added = at.field("headers").field(&name);
    let fault = fault(page, &at.field("url"));
    html! {
        <section class="request" aria-label={page.t("form.selected_request")}>
            <div class="line">
                { method(page, request, &at.field("method")) }
                { url(page, request, &at.field("url"), fault.is_some()) }
                { add_button(page, page.t("form.header"), page.add_entry(Action::Edit(Edit::Set(added.clone(), json!(""))), &added)) }
            </div>
            if let Some(fault) = fault { <p class="fault" id="request-url-fault">{ fault }</p> }
            { headers(page, &at.field("headers"), &request.headers) }
        </section>
    }
}

fn method(page: &Page, request: &Request, at: &FieldPath) -> Html {
    let onchange = {
        let at = at.clone();
        page.picked(move |method| Edit::text(at.clone(), method))
    };
    let other = (!METHODS.contains(&request.method.as_str())).then_some(request.method.as_str());
    html! {
        <select aria-label={page.t("form.method")} {onchange}>
            { for METHODS.into_iter().chain(other).map(|method| html! {
                <option value={method.to_owned()} selected={method == request.method}>{ method }</option>
            }) }
        </select>
    }
}

fn url(page: &Page, request: &Request, at: &FieldPath, faulty: bool) -> Html {
    let take = {
        let at = at.clone();
        Take::AsTyped(Box::new(move |url| Edit::text(at.clone(), url)))
    };
    let described = faulty.then(|| "request-url-fault".to_owned());
    let input = Input::new(Slot::value(at.clone()), request.url.clone(), take).id("request-url").url();
    input.name(page.t("form.url")).faulty(described).view(page)
}
