//! Frames for other people's pages.

use hopscope_locale::Language;

/// What a frame shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `flow`, `response` or `table`. None: flow and verdict.
    pub view: Option<&'static str>,
    /// `light` or `dark`. None: as the reader's system has it.
    pub theme: Option<&'static str>,
    /// The language. None: as the reader's browser has it.
    pub language: Option<Language>,
    /// The request, counted from 1, where it is not the one that is selected on opening.
    pub step: Option<usize>,
    /// The height in pixels. None: as high as what it shows, by the script.
    pub height: Option<u32>,
}

/// The height of a frame that cannot be told its own.
pub const HEIGHT: u32 = 640;

/// The address of a frame: the page's link with what the frame shows.
pub fn address(link: &str, options: &Options) -> String {
    let (page, fragment) = link.split_once('#').unwrap_or((link, ""));
    let (page, query) = page.split_once('?').unwrap_or((page, ""));
    let mut parts = vec!["embed".to_owned()];
    parts.extend(query.split('&').filter(|part| !part.is_empty() && !part.starts_with("step=")).map(str::to_owned));
    let step = options.step.map(|step| step.to_string());
    let own_step = query.split('&').find_map(|part| part.strip_prefix("step=")).map(str::to_owned);
    for (name, value) in [
        ("view", options.view.map(str::to_owned)),
        ("theme", options.theme.map(str::to_owned)),
        ("lang", options.language.map(|language| language.tag().to_owned())),
        ("step", step.or(own_step)),
    ] {
        parts.extend(value.map(|value| format!("{name}={value}")));
    }
    format!("{page}?{}#{fragment}", parts.join("&"))
}

/// A frame as HTML. It loads when the reader comes near it, and needs no script of the page around it.
pub fn html(link: &str, title: &str, options: &Options) -> String {
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{}\" loading=\"lazy\" style=\"border:0\"></iframe>",
        attribute(&address(link, options)),
        attribute(title),
        options.height.unwrap_or(HEIGHT)
    )
}

/// A frame as JSX, for pages in MDX.
pub fn jsx(link: &str, title: &str, options: &Options) -> String {
    format!(
        "<iframe\n  src={}\n  title={}\n  width=\"100%\"\n  height={{{}}}\n  loading=\"lazy\"\n  style={{{{border: 0}}}}\n/>",
        braces(&address(link, options)),
        braces(title),
        options.height.unwrap_or(HEIGHT)
    )
}

/// A link that `embed.js` turns into a frame as high as what it shows; a link it stays where scripts do not run.
pub fn script(link: &str, title: &str, options: &Options) -> String {
    let page = link.split(['?', '#']).next().unwrap_or(link);
    let folder = page.rsplit_once('/').map_or(page, |(folder, _)| folder);
    let mut data = String::new();
    for (name, value) in [
        ("view", options.view.map(str::to_owned)),
        ("theme", options.theme.map(str::to_owned)),
        ("lang", options.language.map(|language| language.tag().to_owned())),
        ("step", options.step.map(|step| step.to_string())),
        ("height", options.height.map(|height| height.to_string())),
    ] {
        if let Some(value) = value {
            data.push_str(&format!(" data-{name}=\"{value}\""));
        }
    }
    format!(
        "<a data-hopscope{data} href=\"{}\">{}</a>\n<script async src=\"{}/embed.js\"></script>",
        attribute(link),
        attribute(title),
        attribute(folder)
    )
}

/// A text inside an attribute or between tags.
pub fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A text as an expression of JSX.
fn braces(text: &str) -> String {
    // A script's text may hold what would end it.
    format!("{{{}}}", serde_json::Value::from(text).to_string().replace('<', "\\u003c"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://h.example/x/?step=2#1a";

    #[test]
    fn addresses_say_what_is_shown() {
        assert_eq!(address(LINK, &Options::default()), "https://h.example/x/?embed&step=2#1a");
        let options = Options {
            view: Some("response"),
            theme: Some("dark"),
            language: Some(Language::Japanese),
            step: Some(3),
            height: None,
        };
        let expected = "https://h.example/x/?embed&view=response&theme=dark&lang=ja&step=3#1a";
        assert_eq!(address(LINK, &options), expected);
    }

    #[test]
    fn what_a_title_holds_stays_text() {
        let title = "\"</iframe><script>{x}";
        assert!(html(LINK, title, &Options::default()).contains("title=\"&quot;&lt;/iframe&gt;&lt;script&gt;{x}\""));
        assert!(jsx(LINK, title, &Options::default()).contains("title={\"\\\"\\u003c/iframe>\\u003cscript>{x}\"}"));
        let link = script(LINK, "t", &Options { height: Some(300), ..Options::default() });
        assert_eq!(
            link,
            "<a data-hopscope data-height=\"300\" href=\"https://h.example/x/?step=2#1a\">t</a>\n<script async src=\"https://h.example/x/embed.js\"></script>"
        );
    }
}
