//! Headers as a browser's developer tools copy them: `name: value` lines, or the name in one line and its value in the
//! next (Chrome since 2023), with or without the headings of the sections.

use hopscope_scenario::StatusCode;

use super::{body, failure, line};
use crate::exchange::{Answer, Asked, Exchange, Outcome};

/// Which part of the panel a field belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    General,
    Response,
    Request,
}

/// The labels of Chrome's section "General", in lower case; behind them those of Safari's "Summary" and of Firefox.
const LABELS: &[&str] = &[
    "request url",
    "request method",
    "status code",
    "remote address",
    "referrer policy",
    "url",
    "status",
    "source",
    "address",
    "initiator",
];

/// Fields that only requests have, for texts without headings.
const OF_REQUESTS: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "cookie",
    "dnt",
    "host",
    "if-modified-since",
    "if-none-match",
    "origin",
    "priority",
    "referer",
    "te",
    "upgrade-insecure-requests",
    "user-agent",
    "x-api-key",
    "x-requested-with",
];

/// Whether a text has the labels of Chrome's section "General", or Safari's of "Summary".
pub fn has_labels(text: &str) -> bool {
    let is_safari = |line: &str| line.trim_start().starts_with("URL: http");
    let has_status = || text.lines().any(|line| line.trim_start().starts_with("Status: "));
    if text.lines().any(is_safari) && has_status() {
        return true;
    }
    text.lines().any(|line| {
        let label = line.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
        LABELS.get(..3).is_some_and(|labels| labels.contains(&label.as_str()))
    })
}

/// The request and answer whose headers a text holds. None: it holds no answer's header.
pub fn read(text: &str) -> Option<Exchange> {
    let mut reader = Reader { asked: Asked::default(), answer: Answer::default(), section: None, failure: None };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.is_empty() || reader.is_heading(line) {
            continue;
        }
        if let Some(status) = line::status(line) {
            reader.section = Some(Section::Response);
            reader.answer.status = Some(status.status);
            reader.answer.http_version = Some(status.http_version);
        } else if let Some(request) = line::request(line) {
            reader.section = Some(Section::Request);
            reader.asked.method = Some(request.method.to_owned());
        } else if let Some((method, url)) = asked(line) {
            reader.asked.method = Some(method.to_owned());
            reader.asked.url = Some(url.to_owned());
        } else if let Some((name, value)) = pair(line) {
            reader.take(name, value);
        } else if let Some(name) = lone_name(line) {
            // The value stands in the next line.
            let next = lines.get(at..).unwrap_or_default().iter().position(|next| !next.is_empty());
            if let Some((skip, value)) = next.and_then(|skip| Some((skip, lines.get(at + skip)?))) {
                at += skip + 1;
                reader.take(name, value);
            }
        } else if line.starts_with(['{', '<']) {
            let rest = lines.get(at.saturating_sub(1)..).unwrap_or_default().join("\n");
            reader.answer.body = Some(body::trimmed(rest, &reader.answer));
            break;
        }
    }
    reader.finish()
}

/// A field with its value in the same line; as JavaScript prints it, with quotation marks and a comma, too.
fn pair(line: &str) -> Option<(&str, &str)> {
    if let Some((name, value)) = line.trim_end_matches(',').split_once(": ")
        && let Some(name) = inside(name.trim())
    {
        return line::is_name(name).then_some((name, inside(value.trim())?));
    }
    let (label, value) = line.split_once(':').map_or(("", ""), |(label, value)| (label.trim(), value.trim()));
    if LABELS.contains(&label.to_ascii_lowercase().as_str()) && !value.is_empty() {
        return Some((label, value));
    }
    line::field(line).filter(|(_, value)| !value.is_empty())
}

/// A method and a URL, and nothing else.
fn asked(line: &str) -> Option<(&str, &str)> {
    let (method, url) = line.split_once(' ')?;
    (line::is_method(method) && url.contains("://") && !url.contains(' ')).then_some((method, url))
}

/// What stands between quotation marks.
fn inside(text: &str) -> Option<&str> {
    let between = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    between('"').or_else(|| between('\''))
}

/// A line that is nothing but the name of a field.
fn lone_name(line: &str) -> Option<&str> {
    let name = if line.starts_with(':') { line } else { line.strip_suffix(':').unwrap_or(line) };
    let is_label = LABELS.contains(&name.to_ascii_lowercase().as_str());
    (is_label || (line::is_name(name) && name.bytes().any(|byte| byte.is_ascii_alphabetic()))).then_some(name)
}

struct Reader {
    asked: Asked,
    answer: Answer,
    section: Option<Section>,
    failure: Option<crate::exchange::Failure>,
}

impl Reader {
    fn is_heading(&mut self, line: &str) -> bool {
        let heading = line.trim_end_matches(':').split(" (").next().unwrap_or_default().to_ascii_lowercase();
        self.section = match heading.as_str() {
            "general" => Some(Section::General),
            "response headers" | "response" => Some(Section::Response),
            "request headers" | "request" => Some(Section::Request),
            "summary" => Some(Section::General),
            "raw" | "view source" | "view parsed" | "headers" | "provisional headers are shown" | "learn more" => {
                return true;
            }
            _ => return false,
        };
        true
    }

    fn take(&mut self, name: &str, value: &str) {
        match name.to_ascii_lowercase().as_str() {
            // Firefox: the method in one line, the URL in the next.
            _ if line::is_method(name) && value.contains("://") => {
                self.asked.method = Some(name.to_owned());
                self.asked.url = Some(value.to_owned());
            }
            "request url" => self.asked.url = Some(value.to_owned()),
            "url" if value.contains("://") => self.asked.url = Some(value.to_owned()),
            "request method" => self.asked.method = Some(value.to_owned()),
            "status code" | "status" => self.status(value),
            "remote address" | "referrer policy" | "source" | "address" | "initiator" => {}
            ":method" => self.pseudo(|asked| asked.method = Some(value.to_owned())),
            ":path" => self.pseudo(|asked| asked.url = asked.url.take().or_else(|| Some(value.to_owned()))),
            ":authority" | "host" => self.pseudo(|asked| asked.host = Some(value.to_owned())),
            ":status" => self.status(value),
            name if name.starts_with(':') => self.pseudo(|_| ()),
            name => {
                let is_request = match self.section {
                    Some(Section::Request) => true,
                    Some(Section::Response) => false,
                    _ => OF_REQUESTS.contains(&name) || name.starts_with("sec-"),
                };
                let fields = if is_request { &mut self.asked.fields } else { &mut self.answer.fields };
                fields.add(name.to_owned(), value.to_owned());
            }
        }
    }

    /// A field of HTTP/2's that only requests have: those that follow are the request's too.
    fn pseudo(&mut self, set: impl FnOnce(&mut Asked)) {
        self.section = Some(Section::Request);
        self.asked.is_whole = true;
        set(&mut self.asked);
    }

    fn status(&mut self, value: &str) {
        let digits: String =
            value.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        self.answer.status = digits.parse().ok().and_then(StatusCode::new);
        self.failure = failure::read(value);
    }

    fn finish(mut self) -> Option<Exchange> {
        if let (Some(host), Some(path)) = (self.asked.host.clone(), self.asked.url.clone())
            && path.starts_with('/')
        {
            self.asked.url = Some(format!("https://{host}{path}"));
        }
        if self.asked.parts().is_some_and(|url| self.asked.host.as_deref().is_some_and(|host| url.host == host)) {
            self.asked.host = None;
        }
        let is_told = self.answer.status.is_some() || self.answer.fields.iter().any(|(name, _)| is_of_answers(name));
        let outcome = match self.failure {
            Some(failure) => Outcome::Failure(failure),
            None if is_told => Outcome::Answer(self.answer),
            None => return None,
        };
        Some(Exchange { asked: self.asked, outcome })
    }
}

/// Fields by which a text without status is known to be an answer's header.
fn is_of_answers(name: &str) -> bool {
    name.starts_with("x-amz")
        || matches!(
            name,
            "age"
                | "apigw-requestid"
                | "content-length"
                | "content-type"
                | "date"
                | "etag"
                | "last-modified"
                | "location"
                | "server"
                | "via"
                | "x-cache"
        )
}
