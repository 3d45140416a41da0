//! What curl prints, as it is pasted from a terminal: `-i`, `-I`, `-v`, `-L`, behind a proxy, several in one paste, with
//! prompts and commands in between. Raw header blocks, as Firefox and proxies show them, have the same form.
//!
//! With `-v`, `>` marks what is sent, `<` the header that comes back, `*` what curl notes, `{` and `}` counts of bytes.

use super::{MAX_BODY, MAX_EXCHANGES, body, command, failure, line, reference};
use crate::exchange::{Answer, Asked, Exchange, Outcome};

/// The requests and answers of a transcript, in order. Requests without outcome are among them.
pub fn read(text: &str) -> Vec<Exchange> {
    let mut reader = Reader::default();
    for line in text.split('\n') {
        reader.line(line);
        if reader.done.len() >= MAX_EXCHANGES {
            break;
        }
    }
    reader.finish()
}

/// Where in a transcript the reader is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Section {
    /// Between answers.
    #[default]
    Outside,
    /// In a command that goes on over several lines.
    Command(String),
    /// In the header of a request.
    Request,
    /// In the header of an answer.
    Header {
        /// Whether its lines begin with `<`.
        is_verbose: bool,
        /// How many blanks stand in front of its lines, as `wget -S` prints them.
        indent: usize,
    },
    /// In the body of an answer.
    Body,
}

#[derive(Default)]
struct Reader {
    done: Vec<Exchange>,
    current: Exchange,
    place: Section,
    body: String,
    /// The path or URL of a request line.
    target: Option<String>,
    /// The answer at hand is one to wait behind: 1xx, or a proxy's.
    is_interim: bool,
    /// The request at hand opens a tunnel through a proxy.
    is_tunnel: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        if let Section::Command(command) = &mut self.place {
            command.push('\n');
            command.push_str(line);
            if !command::goes_on(line) {
                self.end_command();
            }
            return;
        }
        if let Some(command) = command::begins(line) {
            self.end_answer();
            self.place = Section::Command(command.to_owned());
            if !command::goes_on(line) {
                self.end_command();
            }
            return;
        }
        if self.is_other(line) {
            return;
        }
        match self.place {
            Section::Request => self.request_field(line),
            Section::Header { is_verbose, indent } => self.header_line(line, is_verbose, indent),
            Section::Body => self.body_line(line),
            Section::Outside => self.bare_line(line),
            Section::Command(_) => {}
        }
    }

    /// Lines that begin something else wherever they stand.
    fn is_other(&mut self, line: &str) -> bool {
        let bare = line.trim_start();
        if let Some(status) = bare.strip_prefix("< ").and_then(line::status) {
            self.begin_answer(status, true, 0);
            return true;
        }
        let is_verbose = matches!(self.place, Section::Header { is_verbose: true, .. });
        if !is_verbose && let Some(status) = line::status(line) {
            if !self.is_shown_twice(&status) {
                self.begin_answer(status, false, line.len() - bare.len());
            }
            return true;
        }
        if let Some(request) = line::request(bare.strip_prefix("> ").unwrap_or(bare)) {
            self.begin_request(request.method, request.target);
            return true;
        }
        // `wget -S` begins each request with the time and the URL: `--2025-11-20 13:25:03--  https://a.example/`.
        if let Some((_, url)) = line.strip_prefix("--").and_then(|line| line.split_once("--  "))
            && url.contains("://")
        {
            self.end_answer();
            self.push();
            self.current.asked.url = Some(url.trim().to_owned());
            return true;
        }
        if let Some(note) = bare.strip_prefix("* ")
            && (self.place != Section::Body || is_curl_note(note))
        {
            self.note(note);
            return true;
        }
        if let Some(failure) =
            failure::read(line).filter(|_| self.place != Section::Body || line.starts_with("curl: ("))
        {
            self.end_body();
            if self.current.answer().is_none() {
                self.current.outcome = Outcome::Failure(failure);
            }
            self.place = Section::Outside;
            return true;
        }
        is_meter(bare)
    }

    /// With `-i` and `-v` together curl prints every header twice, `<` first; the body follows the second.
    fn is_shown_twice(&self, status: &line::StatusLine) -> bool {
        self.place == Section::Body
            && self.body.trim().is_empty()
            && !self.is_interim
            && self.current.answer().is_some_and(|answer| answer.status == Some(status.status) && answer.body.is_none())
            && self.current.asked.is_whole
            && self.target.is_some()
    }

    fn end_command(&mut self) {
        let Section::Command(command) = std::mem::take(&mut self.place) else { return };
        if let Some(asked) = command::asked(&command) {
            self.push();
            self.current.asked = asked;
        }
    }

    fn begin_request(&mut self, method: &str, target: &str) {
        self.end_body();
        if self.current.outcome != Outcome::Unknown && !self.is_interim {
            self.push();
        }
        self.is_tunnel = method == "CONNECT";
        self.is_interim = false;
        self.place = Section::Request;
        if !self.is_tunnel {
            let asked = &mut self.current.asked;
            asked.method = Some(method.to_owned());
            // A command's own header options are repeated among the fields that follow.
            asked.fields = hopscope_routing::header::Headers::new();
            asked.is_whole = true;
            self.target = Some(target.to_owned());
        }
    }

    /// What a command without `-i` prints: the body alone, or the status that `-w '%{http_code}'` writes.
    fn bare_line(&mut self, line: &str) {
        // Printed by two streams, the body may come behind curl's last note.
        if let Outcome::Answer(Answer { body: None, .. }) = self.current.outcome
            && self.current.asked.is_whole
            && line.starts_with(['{', '[', '<'])
        {
            self.place = Section::Body;
            self.body_line(line);
            return;
        }
        if !self.current.asked.is_whole || self.current.outcome != Outcome::Unknown {
            return;
        }
        let status = line.trim().parse().ok().and_then(hopscope_scenario::StatusCode::new);
        if line.starts_with(['{', '[', '<']) {
            self.current.outcome = Outcome::Answer(Answer::default());
            self.place = Section::Body;
            self.body_line(line);
        } else if status.is_some() {
            self.current.outcome = Outcome::Answer(Answer { status, ..Answer::default() });
        }
    }

    fn request_field(&mut self, line: &str) {
        let bare = line.trim_start();
        let bare = bare.strip_prefix('>').unwrap_or(bare).trim();
        if bare.is_empty() {
            self.place = Section::Outside;
            return;
        }
        let Some((name, value)) = line::field(bare).filter(|_| !self.is_tunnel) else { return };
        let asked = &mut self.current.asked;
        if name.eq_ignore_ascii_case("host") || name == ":authority" {
            asked.host = Some(value.to_owned());
        } else if !name.starts_with(':') {
            asked.fields.add(name.to_owned(), value.to_owned());
        }
    }

    fn begin_answer(&mut self, status: line::StatusLine, is_verbose: bool, indent: usize) {
        self.end_body();
        if self.current.outcome != Outcome::Unknown && !self.is_interim {
            self.push_and_follow();
        }
        let is_established = status.reason.eq_ignore_ascii_case("connection established") || self.is_tunnel;
        self.is_interim = status.status.get() < 200 || is_established && status.status.get() == 200;
        self.is_tunnel = false;
        self.current.outcome = Outcome::Answer(Answer {
            http_version: Some(status.http_version),
            status: Some(status.status),
            ..Answer::default()
        });
        self.place = Section::Header { is_verbose, indent };
    }

    fn header_line(&mut self, line: &str, is_verbose: bool, indent: usize) {
        let bare = if is_verbose {
            let Some(bare) = line.trim_start().strip_prefix('<') else { return };
            bare.strip_prefix(' ').unwrap_or(bare)
        } else {
            let blanks = line.bytes().take(indent).take_while(|byte| *byte == b' ').count();
            line.get(blanks..).unwrap_or_default()
        };
        if bare.trim().is_empty() {
            self.place = if self.is_interim { Section::Outside } else { Section::Body };
            return;
        }
        let Outcome::Answer(answer) = &mut self.current.outcome else { return };
        if let Some((name, value)) = line::field(bare) {
            answer.fields.add(name.to_owned(), value.to_owned());
        } else if bare.starts_with(['{', '[', '<']) {
            // The blank line between header and body is easily lost.
            self.place = Section::Body;
            self.body_line(line);
        }
    }

    fn body_line(&mut self, line: &str) {
        if self.body.len() + line.len() > MAX_BODY {
            return;
        }
        // Without a line end behind the body, curl's next note stands in the same line.
        let (line, note) = match line.find("* Connection #") {
            Some(at) => (line.get(..at).unwrap_or_default(), line.get(at + 2..)),
            None => (line, None),
        };
        self.body.push_str(line);
        self.body.push('\n');
        if let Some(note) = note {
            self.note(note);
        }
    }

    /// A line of curl's own, behind `* `.
    fn note(&mut self, note: &str) {
        if let Some(url) = note.strip_prefix("Issue another request to this URL: ").and_then(line::quoted) {
            self.end_answer();
            let asked = Asked { url: Some(url.to_owned()), ..self.current.asked.clone() };
            self.push();
            self.current.asked = Asked { host: None, ..asked };
            return;
        }
        let had_answer = self.current.answer().is_some();
        if note.starts_with("Connection #") || note.starts_with("Closing connection") {
            self.end_answer();
        } else if let Some(failure) = failure::read(note).filter(|_| !had_answer) {
            self.current.outcome = Outcome::Failure(failure);
        }
    }

    fn end_answer(&mut self) {
        self.end_body();
        self.place = Section::Outside;
    }

    fn end_body(&mut self) {
        let body = std::mem::take(&mut self.body);
        let is_body = self.place == Section::Body;
        if let Outcome::Answer(answer) = &mut self.current.outcome
            && is_body
            && answer.body.is_none()
        {
            let body = body::trimmed(body, answer);
            let has_none = self.current.asked.method.as_deref() == Some("HEAD")
                || matches!(answer.status.map(hopscope_scenario::StatusCode::get), Some(204 | 304))
                || answer.fields.get("content-length") == Some("0");
            // Nothing below the header: there is no body, or it was not pasted.
            answer.body = (has_none || !body.is_empty()).then_some(body);
        }
    }

    /// Puts the exchange at hand aside. The next one begins with what a redirect tells of it.
    fn push_and_follow(&mut self) {
        let next = followed(&self.finished());
        self.push();
        if let Some(asked) = next {
            self.current.asked = asked;
        }
    }

    fn push(&mut self) {
        let exchange = self.finished();
        if !exchange.asked.is_empty() || exchange.outcome != Outcome::Unknown {
            self.done.push(exchange);
        }
        self.current = Exchange::default();
        self.target = None;
        self.is_interim = false;
        self.is_tunnel = false;
    }

    /// The exchange at hand, its URL put together.
    fn finished(&self) -> Exchange {
        let mut exchange = self.current.clone();
        if self.is_interim {
            exchange.outcome = Outcome::Unknown;
        }
        let asked = &mut exchange.asked;
        if let Some(target) = &self.target {
            if target.contains("://") {
                asked.url = Some(target.clone());
            } else if asked.url.is_none()
                && let Some(host) = &asked.host
            {
                asked.url = Some(format!("https://{host}{target}"));
            }
        }
        if let Some(host) = &asked.host
            && asked.parts().is_some_and(|url| same_host(&url.host, host))
        {
            asked.host = None;
        }
        exchange
    }

    fn finish(mut self) -> Vec<Exchange> {
        if let Section::Command(_) = self.place {
            self.end_command();
        }
        self.end_body();
        self.push();
        self.done
    }
}

/// What a client asks next when it follows a redirect.
fn followed(exchange: &Exchange) -> Option<Asked> {
    let answer = exchange.answer()?;
    let status = answer.status?.get();
    let location = answer.fields.get("location").filter(|_| (300..400).contains(&status))?;
    let url = reference::resolved(exchange.asked.parts().as_ref(), location);
    let method = match exchange.asked.method.as_deref() {
        Some("HEAD") => Some("HEAD".to_owned()),
        Some(_) if matches!(status, 301..=303) => Some("GET".to_owned()),
        method => method.map(str::to_owned),
    };
    Some(Asked { method, url, host: None, body: None, ..exchange.asked.clone() })
}

fn same_host(one: &str, other: &str) -> bool {
    other.split(':').next().unwrap_or(other).eq_ignore_ascii_case(one)
}

/// Notes of curl's that may follow a body.
fn is_curl_note(note: &str) -> bool {
    ["Connection #", "Closing connection", "Issue another request", "Ignoring the response-body", "TLSv", "Curl_"]
        .iter()
        .any(|begin| note.starts_with(begin))
}

/// curl's progress meter, and its counts of bytes.
fn is_meter(line: &str) -> bool {
    let is_count = |line: &str| line.ends_with(" bytes data]") && (line.starts_with("{ [") || line.starts_with("} ["));
    let is_row = |line: &str| {
        let mut words = line.split_whitespace();
        line.contains("--:--:--")
            && words.all(|word| word.bytes().all(|byte| byte.is_ascii_digit() || b"-:.kMG".contains(&byte)))
    };
    line.starts_with("% Total ") || line.starts_with("Dload  Upload") || is_count(line) || is_row(line)
}
