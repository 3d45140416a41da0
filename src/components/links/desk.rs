//! What can be made of a link: the text for each place that people paste into, options of a frame, and what should not
//! travel.

use std::rc::Rc;

use hopscope_app::share as app_share;
use hopscope_locale::Language;
use hopscope_routing::trace;
use hopscope_scenario::Scenario;
use hopscope_share::embed::{self, Options};
use hopscope_share::secret::{self, Finding, Masked};
use hopscope_share::{Destination, Shared, qr};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::share::{copy, snippet};
use crate::components::bars::dropped::download;
use crate::components::first::prose::prose;
use crate::components::first::when_shown::WhenShown;
use crate::effects::{address, clipboard};
use crate::page::Page;

/// What the dialog is drawn from.
#[derive(Clone, Properties)]
pub struct DeskProps {
    /// The page.
    pub page: Page,
}

/// A page is another with each change.
impl PartialEq for DeskProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// What the reader chose, and what is shared. It goes when the dialog closes.
pub struct Desk {
    destination: Option<Destination>,
    options: Options,
    preview: bool,
    hide: bool,
    made: Made,
}

/// What is made of a scenario to be shared: made anew where the scenario changes, and not at each draw, for masking
/// traces every request.
struct Made {
    of: Rc<Scenario>,
    found: Vec<Finding>,
    masked: Option<Masked>,
    fragment: String,
}

impl Made {
    fn of(scenario: &Rc<Scenario>, hide: bool) -> Self {
        let found = secret::find(scenario);
        let masked = (hide && !found.is_empty()).then(|| secret::mask(scenario, &found));
        let shared = masked.as_ref().map_or(&**scenario, |masked| &masked.scenario);
        let fragment = app_share::fragment(shared).unwrap_or_default();
        Self { of: Rc::clone(scenario), found, masked, fragment }
    }

    /// The scenario that is shared.
    fn scenario(&self) -> &Scenario {
        self.masked.as_ref().map_or(&*self.of, |masked| &masked.scenario)
    }
}

/// A choice of the reader's.
pub enum Choice {
    Destination(Option<Destination>),
    Options(Options),
    Preview(bool),
    Hide(bool),
}

impl Component for Desk {
    type Message = Choice;
    type Properties = DeskProps;

    fn create(ctx: &Context<Self>) -> Self {
        let made = Made::of(&ctx.props().page.model.scenario, false);
        Self { destination: None, options: Options::default(), preview: false, hide: false, made }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &DeskProps) -> bool {
        let scenario = &ctx.props().page.model.scenario;
        if !Rc::ptr_eq(scenario, &self.made.of) {
            self.made = Made::of(scenario, self.hide);
        }
        true
    }

    fn update(&mut self, _: &Context<Self>, choice: Choice) -> bool {
        match choice {
            Choice::Destination(destination) => {
                self.destination = destination;
                self.preview = false;
            }
            Choice::Options(options) => self.options = options,
            Choice::Preview(preview) => self.preview = preview,
            Choice::Hide(hide) => {
                self.hide = hide;
                self.made = Made::of(&self.made.of, hide);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let page = &ctx.props().page;
        let link = app_share::link(&page.model, &address::base(), &self.made.fragment);
        html! {
            <>
                <p>{ page.t("share.explained") }</p>
                { self.secrets(ctx) }
                { snippet(page, "share-link", page.t("share.link"), link.clone()) }
                <WhenShown run={copy(page, "share-link", link.clone())} />
                { told_length(page, &link) }
                { self.places(ctx, &link) }
                { further(page, &link) }
            </>
        }
    }
}

impl Desk {
    /// What should not travel, and the box that puts something else in its place.
    fn secrets(&self, ctx: &Context<Self>) -> Html {
        let found = &self.made.found;
        let differs = self.made.masked.as_ref().is_some_and(|masked| !masked.is_alike);
        if found.is_empty() {
            return Html::default();
        }
        let page = &ctx.props().page;
        let onchange = ctx
            .link()
            .callback(|event: Event| Choice::Hide(event.target_unchecked_into::<HtmlInputElement>().checked()));
        html! {
            <div class="secrets" id="share-secrets">
                <p>{ page.t("share.found") }</p>
                <ul>{ for found.iter().take(12).map(|each| html! {
                    <li>{ page.t(&format!("share.secret.{}", each.kind.as_str())) }{ ": " }<code>{ each.shown() }</code>
                        { " " }<span class="hint">{ each.path.clone() }</span></li>
                }) }</ul>
                <label><input type="checkbox" checked={self.hide} {onchange} />{ " " }{ page.t("share.hide") }</label>
                if differs { <p class="fault">{ page.t("share.not_alike") }</p> }
            </div>
        }
    }

    /// The list of places, and the text for the one that is chosen.
    fn places(&self, ctx: &Context<Self>, link: &str) -> Html {
        let page = &ctx.props().page;
        let onchange = ctx.link().callback(|event: Event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let place = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
            Choice::Destination(place.and_then(|index| Destination::ALL.get(index)).copied())
        });
        let names = Destination::ALL.iter().map(|each| {
            let name = page.t(&format!("share.to.{}", each.as_str()));
            html! { <option selected={self.destination == Some(*each)}>{ name }</option> }
        });
        html! {
            <>
                <div class="row">
                    <label for="share-place">{ page.t("share.place") }</label>
                    <select id="share-place" {onchange}>
                        <option selected={self.destination.is_none()}>{ "…" }</option>
                        { for names }
                    </select>
                </div>
                if let Some(destination) = self.destination { { self.text(ctx, destination, link) } }
            </>
        }
    }

    fn text(&self, ctx: &Context<Self>, destination: Destination, link: &str) -> Html {
        let (page, scenario) = (&ctx.props().page, self.made.scenario());
        let Some(request) = scenario.requests.get(page.model.selection.request) else { return Html::default() };
        // A masked scenario has traces of its own; those of the page know what its functions answered.
        let own = (!self.hide).then(|| page.model.selection.trace(&page.model.outcomes)).flatten();
        let traced;
        let trace = match own {
            Some(trace) => trace,
            None => {
                traced = trace(scenario, request);
                &traced
            }
        };
        let shared = Shared { title: &scenario.title, request, trace, link, fixes: &[] };
        let text = destination.text(&shared, &self.options, &page.catalog);
        let length = destination.length(&text, link);
        let too_long = destination.most().filter(|most| length > *most);
        html! {
            <>
                if destination.is_frame() { { self.frame_options(ctx, link) } }
                { snippet(page, "share-text", page.t(&format!("share.to.{}", destination.as_str())), text) }
                <p class="hint" id="share-length">{ page.fill("share.counted", &[("count", length.to_string())]) }
                    if let Some(most) = too_long {
                        { " " }<strong>{ page.fill("share.too_long_for", &[("most", most.to_string())]) }</strong>
                    }
                </p>
            </>
        }
    }

    /// What a frame shows, and how it looks.
    fn frame_options(&self, ctx: &Context<Self>, link: &str) -> Html {
        let page = &ctx.props().page;
        let list = |id: &'static str, name: &str, lines: Vec<(String, Options)>| {
            let label = page.t(&format!("share.frame.{name}"));
            let options: Vec<Options> = lines.iter().map(|(_, options)| options.clone()).collect();
            let onchange = ctx.link().callback(move |event: Event| {
                let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
                let chosen = usize::try_from(index).ok().and_then(|index| options.get(index));
                Choice::Options(chosen.cloned().unwrap_or_default())
            });
            let lines = lines.into_iter().map(|(name, options)| {
                html! { <option selected={options == self.options}>{ name }</option> }
            });
            html! { <div class="row"><label for={id}>{ label }</label><select {id} {onchange}>{ for lines }</select></div> }
        };
        let word = |key: &str| page.t(&format!("share.frame.{key}"));
        let with = |change: &dyn Fn(&mut Options)| {
            let mut options = self.options.clone();
            change(&mut options);
            options
        };
        let views = [(None, "flow"), (Some("response"), "response"), (Some("table"), "table")];
        let views = views.map(|(view, key)| (word(key), with(&|options| options.view = view)));
        let themes = [(None, "page"), (Some("light"), "light"), (Some("dark"), "dark")];
        let themes = themes.map(|(theme, key)| (word(key), with(&|options| options.theme = theme)));
        let named = Language::ALL.iter().map(|language| (Some(*language), language.name().to_owned()));
        let languages = std::iter::once((None, word("page"))).chain(named);
        let languages = languages.map(|(language, name)| (name, with(&|options| options.language = language)));
        let heights = [
            (None, word("auto")),
            (Some(480), "480".to_owned()),
            (Some(640), "640".to_owned()),
            (Some(900), "900".to_owned()),
        ];
        let heights = heights.map(|(height, name)| (name, with(&|options| options.height = height)));
        let show = ctx.link().callback(|_: MouseEvent| Choice::Preview(true));
        html! {
            <>
                { list("share-view", "view", views.into()) }
                { list("share-theme", "theme", themes.into()) }
                { list("share-language", "language", languages.collect()) }
                { list("share-height", "height", heights.into()) }
                if self.preview {
                    <iframe class="preview" title={page.t("share.preview")} src={embed::address(link, &self.options)}
                        height={self.options.height.unwrap_or(embed::HEIGHT).to_string()}></iframe>
                } else {
                    <p><button type="button" onclick={show}>{ page.t("share.preview") }</button></p>
                }
            </>
        }
    }
}

/// How long a link is, and what is better where it is long.
fn told_length(page: &Page, link: &str) -> Html {
    let length = link.chars().count();
    let advice = match length {
        length if length > app_share::VERY_LONG => Some("share.very_long"),
        length if length > app_share::LONG => Some("share.long"),
        _ => None,
    };
    html! {
        <p class="hint">{ page.fill("share.length", &[("count", length.to_string())]) }
            if let Some(key) = advice { { " " }<strong>{ prose(&page.t(key)) }</strong> }
        </p>
    }
}

/// The system's share sheet, the file, the code.
fn further(page: &Page, link: &str) -> Html {
    let title = page.model.scenario.title.clone();
    let hand_over = {
        let link = link.to_owned();
        Callback::from(move |_: MouseEvent| clipboard::share(&title, &link))
    };
    let code = match qr::code(link) {
        Some(code) => html! {
            <svg class="qr" viewBox={format!("0 0 {0} {0}", code.side)} role="img" aria-label={page.t("share.qr")}
                shape-rendering="crispEdges">
                <rect width="100%" height="100%" fill="#fff" /><path d={code.path} fill="#000" />
            </svg>
        },
        None => html! { <p class="hint">{ page.t("share.qr_too_long") }</p> },
    };
    html! {
        <>
            <p>
                if clipboard::can_share() {
                    <button type="button" onclick={hand_over}>{ page.t("share.system") }</button>
                    { " " }
                }
                <button type="button" onclick={download(page).reform(|_: MouseEvent| ())}>{ page.t("share.file") }</button>
            </p>
            <details class="code"><summary>{ page.t("share.qr") }</summary>{ code }</details>
        </>
    }
}
