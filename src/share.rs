//! A link, and what can be made of it.

use hopscope_scenario::Scenario;
use hopscope_scenario::link::MAX_JSON;

use crate::address;
use crate::model::Model;
use crate::selection::Selection;

/// Chat tools take no longer messages (Discord; others are near).
pub const LONG: usize = 2_000;

/// Beyond this a file is the better way.
pub const VERY_LONG: usize = 8_000;

/// Firefox opens no longer addresses, Chromium only twice as long ones.
pub const TOO_LONG: usize = 1_000_000;

/// The scenario's link. None: none of its size would be opened, by browsers or by Hopscope.
pub fn fragment(scenario: &Scenario) -> Option<String> {
    let (json, link) = scenario.to_json_and_link();
    (json.len() <= MAX_JSON && link.len() <= TOO_LONG).then_some(link)
}

/// The address of the scenario as it is on the screen: `base` is the page's own, without query and fragment, and
/// `fragment` the scenario's link.
pub fn link(model: &Model, base: &str, fragment: &str) -> String {
    format!("{base}{}#{fragment}", address::with_step("", step(model)))
}

/// The selected request where it is another than the one that is selected on opening.
pub fn step(model: &Model) -> Option<usize> {
    let selected = model.selection.request;
    (selected != Selection::first(&model.outcomes)).then_some(selected)
}

/// A name for the file of a scenario.
pub fn file_name(scenario: &Scenario) -> String {
    let kept = scenario.title.chars().map(|c| if is_plain(c) { c.to_ascii_lowercase() } else { '-' });
    let words: Vec<String> =
        kept.collect::<String>().split('-').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let name: String = words.join("-").chars().take(60).collect();
    format!("{}.json", if name.is_empty() { "hopscope-scenario" } else { &name })
}

/// Letters and digits; of those beyond ASCII, whatever is neither space nor control.
fn is_plain(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { !c.is_whitespace() && !c.is_control() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Action;
    use crate::model::Start;
    use crate::selection::FormSection;
    use crate::update_whole as update;

    #[test]
    fn a_link_gives_the_same_screen() {
        let model = update(&Model::start(Start::whole()), Action::Show(FormSection::Request, 1));
        let link = link(&model, "https://example.org/x/", &model.scenario.to_link());
        assert!(link.starts_with("https://example.org/x/?step=2#2"));
        let (page, fragment) = link.split_once('#').unwrap_or_default();
        let start = Start {
            address: address::Address::parse(page.split_once('?').unwrap_or_default().1),
            link: Some(Scenario::from_link(fragment)),
            ..Start::whole()
        };
        let opened = Model::start(start);
        assert_eq!((opened.scenario, opened.selection), (model.scenario, model.selection));
    }

    #[test]
    fn there_is_no_link_that_would_not_be_opened() {
        let titled = |length: usize| Scenario { title: "x".repeat(length), ..Scenario::default() };
        let link = fragment(&titled(1_000_000)).unwrap_or_default();
        assert_eq!(Scenario::from_link(&link).map(|scenario| scenario.title.len()), Ok(1_000_000));
        assert_eq!(fragment(&titled(1 << 20)), None);
        assert!(Scenario::from_link(&titled(1 << 20).to_link()).is_err());
    }

    #[test]
    fn files_have_plain_names() {
        let titled = |title: &str| Scenario { title: title.to_owned(), ..Scenario::default() };
        assert_eq!(file_name(&titled("/api/* should reach `prod`")), "api-should-reach-prod.json");
        assert_eq!(file_name(&titled("日本 語")), "日本-語.json");
        assert_eq!(file_name(&titled("../..")), "hopscope-scenario.json");
    }
}
