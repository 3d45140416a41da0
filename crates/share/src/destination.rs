//! The text for each place that people paste into.

use hopscope_diagram::{Verdict, mermaid, story, verdict};
use hopscope_locale::Catalog;
use hopscope_routing::Trace;
use hopscope_scenario::request::Request;

use crate::embed::{self, Options};
use crate::markdown::{fenced, line, prose};

/// A place that people paste into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// GitHub: comments, pull requests, READMEs.
    GitHub,
    /// GitLab.
    GitLab,
    /// Zenn, which makes a card of a link on a line of its own.
    Zenn,
    /// Qiita, likewise.
    Qiita,
    /// Notion.
    Notion,
    /// Docusaurus: MDX.
    Docusaurus,
    /// A page of HTML, as a frame.
    Html,
    /// A page of HTML, as a link that a script turns into a frame.
    Script,
    /// Slack.
    Slack,
    /// Discord.
    Discord,
    /// X.
    X,
    /// AWS re:Post.
    RePost,
    /// The link alone.
    Plain,
}

/// What is shared.
#[derive(Clone, Debug)]
pub struct Shared<'a> {
    /// The scenario's title. Empty: it has none.
    pub title: &'a str,
    /// The request.
    pub request: &'a Request,
    /// What came of it.
    pub trace: &'a Trace,
    /// The address at which the page shows it.
    pub link: &'a str,
    /// What would mend it, in a line each. Empty: nothing has to be, or nobody has asked.
    pub fixes: &'a [String],
}

/// How long a message of Discord may be.
const DISCORD: usize = 2_000;
/// How long a message of X may be, any link counting as 23.
const X: usize = 280;
/// How much of that a link counts.
const X_LINK: usize = 23;
/// The longest verdict of a chat message, in characters: a line that is read at a glance.
const GLANCE: usize = 200;

impl Destination {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::GitHub,
        Self::GitLab,
        Self::Zenn,
        Self::Qiita,
        Self::Notion,
        Self::Docusaurus,
        Self::Html,
        Self::Script,
        Self::Slack,
        Self::Discord,
        Self::X,
        Self::RePost,
        Self::Plain,
    ];

    /// The name by which the locale files and the page know it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
            Self::Zenn => "zenn",
            Self::Qiita => "qiita",
            Self::Notion => "notion",
            Self::Docusaurus => "docusaurus",
            Self::Html => "html",
            Self::Script => "script",
            Self::Slack => "slack",
            Self::Discord => "discord",
            Self::X => "x",
            Self::RePost => "repost",
            Self::Plain => "plain",
        }
    }

    /// The longest text that the place takes, in characters. None: longer than any of ours.
    pub const fn most(self) -> Option<usize> {
        match self {
            Self::GitHub => Some(65_536),
            Self::Discord => Some(DISCORD),
            Self::X => Some(X),
            _ => None,
        }
    }

    /// Whether it shows a frame, so that the options of one count.
    pub const fn is_frame(self) -> bool {
        matches!(self, Self::Docusaurus | Self::Html | Self::Script)
    }

    /// The text.
    pub fn text(self, shared: &Shared<'_>, options: &Options, texts: &Catalog) -> String {
        let title = title(shared, texts);
        match self {
            Self::GitHub | Self::GitLab | Self::Notion => {
                let link = format!("[{}]({})", line(&texts.text("share.open")), shared.link);
                with_diagram(shared, &link, texts)
            }
            Self::Zenn | Self::Qiita => with_diagram(shared, shared.link, texts),
            Self::Docusaurus => embed::jsx(shared.link, &title, options),
            Self::Html => embed::html(shared.link, &title, options),
            Self::Script => embed::script(shared.link, &title, options),
            Self::Slack => {
                let told = said(shared, texts);
                // Slack takes these three for marks of its own.
                let told = told.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                format!("{} {}", cut(&told, GLANCE), shared.link)
            }
            Self::Discord => {
                let room = DISCORD.saturating_sub(shared.link.chars().count() + 1).min(GLANCE);
                format!("{} {}", cut(&said(shared, texts), room), shared.link)
            }
            Self::X => format!("{} {}", cut(&said(shared, texts), X - X_LINK - 1), shared.link),
            Self::RePost => for_forum(shared, texts),
            Self::Plain => shared.link.to_owned(),
        }
    }

    /// How long the place counts a text, in characters.
    pub fn length(self, text: &str, link: &str) -> usize {
        let length = text.chars().count();
        match self {
            Self::X => length - link.chars().count().min(length) + X_LINK,
            _ => length,
        }
    }
}

/// A title, for a frame and for a link.
fn title(shared: &Shared<'_>, texts: &Catalog) -> String {
    if shared.title.is_empty() { texts.text("share.report.title") } else { shared.title.to_owned() }
}

/// The request, then the status and what decided, in one line of plain text.
fn said(shared: &Shared<'_>, texts: &Catalog) -> String {
    let told = verdict(shared.trace, texts);
    let line = format!("{} {}: {}", shared.request.method, shared.request.url, in_a_line(&told));
    line.replace('`', "").chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn in_a_line(told: &Verdict) -> String {
    match told.status {
        Some(status) => format!("{status}, {}", told.headline),
        None => told.headline.clone(),
    }
}

/// The verdict, the sequence diagram that the place draws, the link.
fn with_diagram(shared: &Shared<'_>, link: &str, texts: &Catalog) -> String {
    let told = verdict(shared.trace, texts);
    let request = format!("`{} {}`", shared.request.method, shared.request.url.replace('`', "'"));
    let diagram = mermaid::to_mermaid(&story::story(shared.trace, texts), texts);
    format!("{request}: **{}**\n{}\n{link}\n", prose(&in_a_line(&told)), fenced("mermaid", &diagram))
}

/// Request, answer, cause, mend, link: what whoever answers in a forum wants to know, as plain text.
fn for_forum(shared: &Shared<'_>, texts: &Catalog) -> String {
    let told = verdict(shared.trace, texts);
    let plain = |text: &str| text.replace('`', "");
    let mut out = format!("{}\n{} {}\n", texts.text("share.forum.request"), shared.request.method, shared.request.url);
    out.push_str(&format!("\n{}\n", texts.text("share.forum.answer")));
    let body = shared.trace.response.as_ref().map_or("", |response| response.body.as_ref());
    let status = told.status.map_or_else(|| texts.text("share.forum.none"), |status| status.to_string());
    let answer = format!("{status} {}", cut(body.lines().next().unwrap_or_default(), GLANCE));
    out.push_str(answer.trim_end());
    out.push_str(&format!("\n\n{}\n{}\n", texts.text("share.forum.cause"), plain(&told.headline)));
    for paragraph in &told.paragraphs {
        out.push_str(&format!("{}\n", plain(paragraph)));
    }
    if !shared.fixes.is_empty() {
        out.push_str(&format!("\n{}\n", texts.text("share.forum.fix")));
        for fix in shared.fixes {
            out.push_str(&format!("- {}\n", plain(fix)));
        }
    }
    out.push_str(&format!("\n{}\n", shared.link));
    out
}

/// A text of so many characters at most, with an ellipsis for what is missing.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(most.saturating_sub(1)).collect();
    kept.push('…');
    kept
}
