//! x
use yew::prelude::*;
#[component]
pub fn Flow() -> Html { Html::default() }
