//! The Hopscope app.
fn main() {
    yew::Renderer::<App>::new().render();
}

/// The whole page.
#[yew::component]
fn App() -> yew::Html {
    yew::html! { <h1>{ "Hopscope" }</h1> }
}
