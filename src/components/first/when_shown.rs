//! Something to do once when a part of the page has come up: give it the focus, open it.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct WhenShownProps {
    /// What to do. A later one is not heeded.
    pub run: Callback<()>,
}

/// Stands in the part that is waited for, and draws nothing. It is the only component beside the root: every type of
/// component costs as much as several forms, so that all else is functions from the page to what it shows.
pub struct WhenShown;

impl Component for WhenShown {
    type Message = ();
    type Properties = WhenShownProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn changed(&mut self, _: &Context<Self>, _: &Self::Properties) -> bool {
        false
    }

    fn view(&self, _: &Context<Self>) -> Html {
        Html::default()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first_render: bool) {
        if first_render {
            ctx.props().run.emit(());
        }
    }
}
