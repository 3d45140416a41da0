//! Texts with code in them.

use hopscope_locale::{Span, spans};
use yew::prelude::*;

/// A text whose parts in backticks are code.
pub fn prose(text: &str) -> Html {
    let pieces = spans(text).into_iter().map(|span| match span {
        Span::Plain(words) => html! { { words } },
        Span::Code(code) => html! { <code>{ code }</code> },
    });
    html! { <>{ for pieces }</> }
}
