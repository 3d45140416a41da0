//! The page's query parameters. They say how the page is shown and carry no scenario.
//!
//! | parameter | means |
//! | --- | --- |
//! | `embed` | flow and verdict alone, for a frame |
//! | `view=flow`, `response`, `table` | what an embed, or a phone, shows first |
//! | `theme=light`, `dark` | instead of the reader's own choice |
//! | `lang=en`, `ja` | likewise |
//! | `step=3` | the third request is selected |
//! | `step=3:cloudfront.origin_path` | and the panel of its first step by that rule is open |

use hopscope_locale::Language;

use crate::view::{Tab, Theme};

/// What the query says. Parameters and values that are not known are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Whether the page stands in a frame.
    pub embed: bool,
    /// What is shown first.
    pub view: Option<Tab>,
    /// The theme.
    pub theme: Option<Theme>,
    /// The language.
    pub language: Option<Language>,
    /// The selected request, from 0.
    pub request: Option<usize>,
    /// The id of the rule whose panel is open.
    pub rule: Option<String>,
}

impl Address {
    /// Reads `?embed&view=flow`.
    pub fn parse(query: &str) -> Self {
        let mut address = Self::default();
        for parameter in query.trim_start_matches('?').split('&') {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name {
                "embed" => address.embed = true,
                "view" => address.view = Tab::from_word(value),
                "theme" => address.theme = Theme::from_word(value),
                "lang" => address.language = Language::from_tag(value),
                "step" => address.read_step(value),
                _ => {}
            }
        }
        address
    }

    fn read_step(&mut self, value: &str) {
        // A browser may write the colon as `%3A`.
        let value = value.replace("%3A", ":").replace("%3a", ":");
        let (number, rule) = value.split_once(':').map_or((value.as_str(), None), |(n, rule)| (n, Some(rule)));
        self.request = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        self.rule = rule.filter(|rule| !rule.is_empty()).map(str::to_owned);
    }
}

/// The query with another `step`, or with none; everything else as it was. Begins with `?` unless it is empty.
pub fn with_step(query: &str, request: Option<usize>) -> String {
    let kept = query.trim_start_matches('?').split('&').filter(|each| !each.is_empty() && !each.starts_with("step="));
    let mut parameters: Vec<String> = kept.map(str::to_owned).collect();
    if let Some(index) = request {
        parameters.push(format!("step={}", index + 1));
    }
    if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_knows() {
        let address = Address::parse("?embed&view=response&theme=dark&lang=ja&step=3:rest_api.stage&x=1");
        assert_eq!(
            address,
            Address {
                embed: true,
                view: Some(Tab::Response),
                theme: Some(Theme::Dark),
                language: Some(Language::Japanese),
                request: Some(2),
                rule: Some("rest_api.stage".to_owned()),
            }
        );
        assert_eq!(Address::parse("?view=x&theme=&lang=fr&step=0"), Address::default());
        assert_eq!(Address::parse("?step=2%3Aa.b").rule.as_deref(), Some("a.b"));
    }

    #[test]
    fn the_step_is_replaced() {
        assert_eq!(with_step("?theme=dark&step=2", Some(0)), "?theme=dark&step=1");
        assert_eq!(with_step("?step=2", None), "");
        assert_eq!(with_step("", Some(4)), "?step=5");
    }
}
