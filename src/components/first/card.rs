//! A card: a heading, a small line beside it, and content.

use yew::prelude::*;

/// A card in the making.
pub struct Card {
    id: &'static str,
    title: AttrValue,
    small: AttrValue,
    actions: Html,
    class: &'static str,
}

impl Card {
    /// A card with a heading. `id` is the heading's: the card is named by it.
    pub fn new(id: &'static str, title: impl Into<AttrValue>) -> Self {
        Self { id, title: title.into(), small: AttrValue::default(), actions: Html::default(), class: "" }
    }

    /// The small line beside the heading; none if empty.
    pub fn small(self, small: impl Into<AttrValue>) -> Self {
        Self { small: small.into(), ..self }
    }

    /// Buttons at the end of the heading's line.
    pub fn actions(self, actions: Html) -> Self {
        Self { actions, ..self }
    }

    /// A further class.
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// The card with its content.
    pub fn view(self, content: Html) -> Html {
        html! {
            <section class={classes("card", self.class)} aria-labelledby={self.id}>
                <div class="card-head">
                    <h2 id={self.id}>{ self.title }</h2>
                    if !self.small.is_empty() { <small>{ self.small }</small> }
                    { self.actions }
                </div>
                { content }
            </section>
        }
    }
}

/// A class, and another where it is not empty.
pub fn classes(class: &'static str, further: &'static str) -> Classes {
    let mut classes = Classes::from(class);
    if !further.is_empty() {
        classes.push(further);
    }
    classes
}
