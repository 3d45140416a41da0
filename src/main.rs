//! The Hopscope app: the imperative shell around [`hopscope_app`].
//!
//! [`effects`] touch the browser, [`components`] draw the model; neither decides anything.

mod app;
mod components;
mod effects;
mod page;
mod parts;

fn main() {
    effects::crash::report_panics();
    let root = gloo::utils::document().get_element_by_id("app");
    match (root, effects::locale::fetched()) {
        (Some(root), Ok((language, catalog))) => {
            root.set_inner_html("");
            let props = app::AppProps { language, catalog: std::rc::Rc::new(catalog) };
            yew::Renderer::<app::App>::with_root_and_props(root, props).render();
        }
        (_, Err(error)) => effects::crash::show(&error.to_string()),
        (None, _) => effects::crash::show("the page has no element #app"),
    }
}
