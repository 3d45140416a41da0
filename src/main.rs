//! The Hopscope app.
fn main() {
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        yew::Renderer::<App>::with_root(root).render();
    }
}

/// The whole page.
#[yew::component]
fn App() -> yew::Html {
    yew::html! { <h1>{ "Hopscope" }</h1> }
}
