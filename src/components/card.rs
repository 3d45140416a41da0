//! A card: a heading, a small line beside it, and content.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// The id of the heading; the card is named by it.
    pub id: AttrValue,
    /// The heading.
    pub title: AttrValue,
    /// The small line, if any.
    #[prop_or_default]
    pub small: AttrValue,
    /// Buttons at the end of the heading's line.
    #[prop_or_default]
    pub actions: Html,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// The content.
    pub children: Html,
}

#[component]
pub fn Card(props: &CardProps) -> Html {
    html! {
        <section class={classes!("card", props.class.clone())} aria-labelledby={props.id.clone()}>
            <div class="card-head">
                <h2 id={props.id.clone()}>{ &props.title }</h2>
                if !props.small.is_empty() { <small>{ &props.small }</small> }
                { props.actions.clone() }
            </div>
            { props.children.clone() }
        </section>
    }
}
