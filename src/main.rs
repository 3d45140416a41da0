//! The Hopscope app: the imperative shell around [`hopscope_app`].
//!
//! [`effects`] touch the browser, [`components`] draw the model; neither decides anything.

use std::rc::Rc;

use hopscope_app::model::{Notice, Start};
use hopscope_app::program::Program;
use hopscope_app::{Action, Model};
use hopscope_locale::{Catalog, Language};

mod app;
mod components;
mod effects;
mod page;
mod parts;

use parts::NotFetched;

fn main() {
    effects::crash::report_panics();
    wasm_bindgen_futures::spawn_local(open());
}

/// Opens the page once everything is here that its first view needs.
async fn open() {
    let root = gloo::utils::document().get_element_by_id("app");
    match (root, effects::locale::fetched()) {
        (Some(root), Ok((language, mut catalog))) => {
            let Ok((model, program, more)) = model(language, &catalog).await else {
                return effects::crash::fail("a part of the program did not arrive");
            };
            if let Some(more) = more {
                catalog.extend(more);
            }
            root.set_text_content(None);
            let props = app::AppProps { model: Rc::new(model), program, catalog: Rc::new(catalog) };
            yew::Renderer::<app::App>::with_root_and_props(root, props).render();
            effects::opened();
        }
        (_, Err(error)) => effects::crash::fail(&error.to_string()),
        (None, _) => effects::crash::show("the page has no element #app"),
    }
}

/// The page as it opens, with the texts of what the first view does without, where it needs them. Parts that do not
/// arrive are asked for again by the open page, and so are these texts.
///
/// # Errors
/// When what goes on with a draft does not arrive: in its place something else would be shown.
async fn model(language: Language, catalog: &Catalog) -> Result<(Model, Program, Option<Catalog>), NotFetched> {
    let mut start = effects::address::start(language).await;
    start.first = hopscope_app::examples::default_in(language, catalog);
    let is_unread = start.link.is_none() && !effects::address::fragment().is_empty();
    let (address, mut program) = (start.address.clone(), start.program);
    let mut model = if Model::is_resumed(&start) { resume(start).await? } else { Model::open(start) };
    // They travel beside the parts that speak them.
    let is_whole = effects::locale::is_worded(catalog, &model.outcomes) && !model.outcomes.missing().any();
    let more = (!is_whole).then(|| effects::locale::fetch_more(language));
    // Twice at most: what one part lets through may need the other.
    for _ in 0..2 {
        match parts::extend(program.extensions, model.outcomes.missing()).await {
            Ok(extensions) if extensions != program.extensions => {
                program.extensions = extensions;
                model.start_with(&program, &address);
            }
            _ => break,
        }
    }
    if is_unread {
        model = hopscope_app::view(&model, Action::Notify(Notice::Part), &program).unwrap_or(model);
    }
    let more = match more {
        Some(more) => more.await,
        None => None,
    };
    Ok((model, program, more))
}

/// Goes on with what is stored.
async fn resume(start: Start) -> Result<Model, NotFetched> {
    Ok((parts::work().await?.start)(start))
}
