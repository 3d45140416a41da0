//! What the user asked for.

use std::ffi::OsString;

use hopscope_exports::Target;
use hopscope_locale::{Catalog, Language};
use lexopt::prelude::*;

/// What the user asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// How to use the command.
    Help,
    /// Which version it is.
    Version,
    /// Trace the requests of a file.
    Trace(Trace),
    /// Hold the requests of files against their expectations.
    Check {
        /// The files.
        files: Vec<String>,
        /// The address of a Hopscope page that the links are put behind. None: the fragments alone.
        site: Option<String>,
    },
    /// Say what would change the outcome of requests.
    Advise {
        /// The file.
        file: String,
        /// The request. None: every request of the file that is not what it should be.
        line: Option<Line>,
        /// The form of the result.
        form: Form,
    },
    /// Explain a recorded answer.
    Explain {
        /// The file that holds it.
        file: String,
        /// The form of the result.
        form: Form,
    },
    /// Look for what can be found without any request.
    Lint {
        /// The files.
        files: Vec<String>,
        /// The form of the result.
        form: Form,
    },
    /// Print the route map of a file.
    Routes {
        /// The file.
        file: String,
        /// For requests of this method.
        method: String,
        /// The form of the result.
        form: Form,
    },
    /// Tell what two scenarios do differently.
    Compare {
        /// The first: a file or a link.
        before: String,
        /// The second.
        after: String,
        /// Their URLs are compared for this method.
        method: String,
        /// The form of the result.
        form: Form,
    },
    /// Make a scenario of what people already have.
    Import {
        /// Files and folders.
        paths: Vec<String>,
        /// The file that the scenario is written to. None: standard output.
        out: Option<String>,
        /// The form of the notes.
        form: Form,
    },
    /// Write a file in another format.
    Export {
        /// The file.
        file: String,
        /// The format.
        to: ExportFormat,
        /// The address of a Hopscope page that the link in a report is put behind. None: no link.
        site: Option<String>,
    },
    /// Print the script that asks AWS how something is set up.
    Collect {
        /// The id of a distribution, or a domain name.
        target: String,
        /// Whether account ids and secrets are masked in what it prints.
        mask: bool,
    },
    /// Give the link of a file.
    Link {
        /// The file.
        file: String,
        /// The address of a Hopscope page that the link is put behind. None: the fragment alone.
        site: Option<String>,
    },
    /// Print the rule book.
    Rules {
        /// Whether as an HTML page.
        html: bool,
        /// The language of the page.
        language: Language,
    },
    /// Give the file of a link.
    Unlink {
        /// The link: an address, or its fragment.
        link: String,
    },
}

/// What the user says of files that are imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// Terraform's variables.
    pub variables: Vec<(String, String)>,
    /// Files of them.
    pub var_files: Vec<String>,
    /// CloudFormation's parameters.
    pub parameters: Vec<(String, String)>,
    /// Answers to questions, by their ids.
    pub answers: Vec<(String, String)>,
    /// The URL of the request in question.
    pub url: Option<String>,
}

/// Tracing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The file.
    pub file: String,
    /// A request in place of the file's.
    pub request: Option<Line>,
    /// Headers of that request, or of all of the file's.
    pub headers: Vec<(String, String)>,
    /// The form of the result.
    pub format: Format,
}

/// A request as typed: `GET https://example.com/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
}

/// The form of a trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A listing for people.
    #[default]
    Text,
    /// JSON, an array with an object a request.
    Json,
    /// What `curl -i` prints.
    Curl,
    /// A Mermaid sequence diagram.
    Mermaid,
    /// An SVG picture.
    Svg,
}

impl Format {
    /// The forms by name.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("text", Self::Text),
        ("json", Self::Json),
        ("curl", Self::Curl),
        ("mermaid", Self::Mermaid),
        ("svg", Self::Svg),
    ];
}

/// What a file is exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// What would deploy it.
    Infrastructure(Target),
    /// A script that sends its requests.
    Curl,
    /// Mermaid sequence diagrams.
    Mermaid,
    /// SVG pictures.
    Svg,
    /// A report.
    Markdown,
}

impl ExportFormat {
    /// The format of that name.
    fn from_name(name: &str) -> Option<Self> {
        let of_target = Target::ALL.iter().find(|(each, _)| *each == name);
        of_target.map(|(_, target)| Self::Infrastructure(*target)).or(match name {
            "curl" => Some(Self::Curl),
            "mermaid" => Some(Self::Mermaid),
            "svg" => Some(Self::Svg),
            "markdown" => Some(Self::Markdown),
            _ => None,
        })
    }
}

/// The form of advice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// For people.
    #[default]
    Text,
    /// JSON: a report's blocks, or a list of findings.
    Json,
}

/// Arguments that make no sense.
#[derive(Debug)]
pub enum ArgumentError {
    /// No such command.
    Command(String),
    /// A command without what it works on.
    Missing {
        /// The command.
        command: &'static str,
    },
    /// An option, or an argument too many.
    Unexpected(String),
    /// An option without its value, or with one that is no text.
    Value(String),
    /// A form that a trace has not.
    Format(String),
    /// A form that advice has not.
    Form(String),
    /// A format that nothing is exported as.
    Export(String),
    /// A header without a colon.
    Header(String),
    /// A variable or parameter without an equals sign.
    Pair(String),
    /// A language that Hopscope does not speak.
    Language(String),
}

impl ArgumentError {
    /// The error as one line.
    pub fn message(&self, texts: &Catalog) -> String {
        let (key, value) = match self {
            Self::Command(name) => ("cli.error.command", name.as_str()),
            Self::Missing { command } => ("cli.error.missing", *command),
            Self::Unexpected(argument) => ("cli.error.unexpected", argument.as_str()),
            Self::Value(detail) => ("cli.error.value", detail.as_str()),
            Self::Format(name) => ("cli.error.format", name.as_str()),
            Self::Form(name) => ("cli.error.form", name.as_str()),
            Self::Export(name) => ("cli.error.export", name.as_str()),
            Self::Header(text) => ("cli.error.header", text.as_str()),
            Self::Pair(text) => ("cli.error.pair", text.as_str()),
            Self::Language(tag) => ("cli.error.language", tag.as_str()),
        };
        texts.fill(key, &[("value", value)])
    }
}

impl From<lexopt::Error> for ArgumentError {
    fn from(error: lexopt::Error) -> Self {
        match error {
            lexopt::Error::UnexpectedOption(option) => Self::Unexpected(option),
            lexopt::Error::UnexpectedArgument(argument) => Self::Unexpected(argument.to_string_lossy().into_owned()),
            other => Self::Value(other.to_string()),
        }
    }
}

/// The language of `--lang`, looked for before all else so that errors are told in it.
pub fn language(arguments: &[OsString]) -> Option<Language> {
    let texts: Vec<String> = arguments.iter().map(|each| each.to_string_lossy().into_owned()).collect();
    let joined = texts.iter().find_map(|each| each.strip_prefix("--lang="));
    let apart = || {
        texts.windows(2).find_map(|pair| match pair {
            [option, tag] if option == "--lang" => Some(tag.as_str()),
            _ => None,
        })
    };
    joined.or_else(apart).and_then(Language::from_tag)
}

/// Reads the arguments behind the command's name.
///
/// # Errors
/// When they make no sense: see [`ArgumentError`].
pub fn parse(arguments: Vec<OsString>) -> Result<Request, ArgumentError> {
    parse_with_import(arguments).map(|(request, _)| request)
}

/// The same, with what every command may be told of the files that it imports.
///
/// # Errors
/// When they make no sense: see [`ArgumentError`].
pub fn parse_with_import(arguments: Vec<OsString>) -> Result<(Request, Import), ArgumentError> {
    let language = language(&arguments).unwrap_or_default();
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut words = Vec::new();
    let mut trace = Trace::default();
    let mut site = None;
    let mut html = false;
    let mut form = Ok(Form::Text);
    let mut format = Ok(Format::Text);
    let mut to = None;
    let mut method = "GET".to_owned();
    let mut import = Import::default();
    let mut report = Form::Text;
    let (mut out, mut mask) = (None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok((Request::Help, import)),
            Short('V') | Long("version") => return Ok((Request::Version, import)),
            Long("lang") => {
                let tag = parser.value()?.string()?;
                Language::from_tag(&tag).ok_or(ArgumentError::Language(tag))?;
            }
            Long("request") => trace.request = Some(Line::parse(&parser.value()?.string()?)),
            Short('H') | Long("header") => trace.headers.push(header(&parser.value()?.string()?)?),
            Long("format") => {
                // Which forms there are depends on the command, which may stand behind.
                let name = parser.value()?.string()?;
                format = self::format(&name);
                form = match &format {
                    Ok(Format::Text) => Ok(Form::Text),
                    Ok(Format::Json) => Ok(Form::Json),
                    _ => Err(ArgumentError::Form(name.clone())),
                };
                to = Some(name);
            }
            Long("to") => to = Some(parser.value()?.string()?),
            Long("method") => method = parser.value()?.string()?,
            Long("html") => html = true,
            Long("var") => import.variables.push(pair(&parser.value()?.string()?)?),
            Long("parameter") => import.parameters.push(pair(&parser.value()?.string()?)?),
            Long("answer") => import.answers.push(pair(&parser.value()?.string()?)?),
            Long("var-file") => import.var_files.push(parser.value()?.string()?),
            Long("url") => import.url = Some(parser.value()?.string()?),
            Long("report") => {
                let name = parser.value()?.string()?;
                report = match name.as_str() {
                    "text" => Form::Text,
                    "json" => Form::Json,
                    _ => return Err(ArgumentError::Form(name)),
                };
            }
            Short('o') | Long("out") => out = Some(parser.value()?.string()?),
            Long("mask") => mask = true,
            Long("site") => site = Some(parser.value()?.string()?),
            Value(word) => words.push(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let mut words = words.into_iter();
    let Some(command) = words.next() else { return Ok((Request::Help, import)) };
    let request = match command.as_str() {
        "help" => Request::Help,
        "trace" => Request::Trace(Trace { file: one(&mut words, "trace")?, format: format?, ..trace }),
        "export" => {
            let name = to.ok_or(ArgumentError::Missing { command: "export --to" })?;
            let to = ExportFormat::from_name(&name).ok_or(ArgumentError::Export(name))?;
            Request::Export { file: one(&mut words, "export")?, to, site }
        }
        "check" => Request::Check { files: several(&mut words, "check")?, site },
        "advise" => Request::Advise { file: one(&mut words, "advise")?, line: trace.request, form: form? },
        "explain" => Request::Explain { file: one(&mut words, "explain")?, form: form? },
        "lint" => Request::Lint { files: several(&mut words, "lint")?, form: form? },
        "routes" => Request::Routes { file: one(&mut words, "routes")?, method, form: form? },
        "compare" => {
            let (before, after) = (one(&mut words, "compare")?, one(&mut words, "compare")?);
            Request::Compare { before, after, method, form: form? }
        }
        "rules" => Request::Rules { html, language },
        "import" => Request::Import { paths: several(&mut words, "import")?, out, form: report },
        "collect" => Request::Collect { target: one(&mut words, "collect")?, mask },
        "link" => Request::Link { file: one(&mut words, "link")?, site },
        "unlink" => Request::Unlink { link: one(&mut words, "unlink")? },
        _ => return Err(ArgumentError::Command(command)),
    };
    match words.next() {
        Some(extra) => Err(ArgumentError::Unexpected(extra)),
        None => Ok((request, import)),
    }
}

/// `NAME=VALUE`.
fn pair(text: &str) -> Result<(String, String), ArgumentError> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err(ArgumentError::Pair(text.to_owned())),
    }
}

fn one(words: &mut impl Iterator<Item = String>, command: &'static str) -> Result<String, ArgumentError> {
    words.next().ok_or(ArgumentError::Missing { command })
}

fn several(words: &mut impl Iterator<Item = String>, command: &'static str) -> Result<Vec<String>, ArgumentError> {
    let files: Vec<String> = words.collect();
    if files.is_empty() { Err(ArgumentError::Missing { command }) } else { Ok(files) }
}

fn format(name: &str) -> Result<Format, ArgumentError> {
    let found = Format::ALL.iter().find(|(each, _)| *each == name);
    found.map(|(_, format)| *format).ok_or_else(|| ArgumentError::Format(name.to_owned()))
}

fn header(text: &str) -> Result<(String, String), ArgumentError> {
    match text.split_once(':') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.trim().to_owned())),
        _ => Err(ArgumentError::Header(text.to_owned())),
    }
}

impl Line {
    /// Reads `METHOD URL`; a URL alone is a GET.
    pub fn parse(text: &str) -> Self {
        let (method, url) = text.trim().split_once(char::is_whitespace).unwrap_or(("GET", text.trim()));
        Self { method: method.to_owned(), url: url.trim().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(line: &[&str]) -> Result<Request, ArgumentError> {
        parse(line.iter().map(OsString::from).collect())
    }

    #[test]
    fn options_may_stand_anywhere() {
        let expected = Request::Trace(Trace {
            file: "a.json".to_owned(),
            request: Some(Line { method: "POST".to_owned(), url: "https://x.example/".to_owned() }),
            headers: vec![("k".to_owned(), "v:w".to_owned())],
            format: Format::Curl,
        });
        for line in [
            &["trace", "a.json", "--request", "POST https://x.example/", "--header", "k: v:w", "--format", "curl"][..],
            &["--format=curl", "-Hk:v:w", "trace", "--request=POST https://x.example/", "a.json"][..],
        ] {
            assert_eq!(read(line).unwrap(), expected);
        }
    }

    #[test]
    fn nonsense_is_named() {
        for (line, error) in [
            (&["fly"][..], "Command(\"fly\")"),
            (&["check"], "Missing { command: \"check\" }"),
            (&["trace", "a", "b"], "Unexpected(\"b\")"),
            (&["trace", "a", "--shape=x"], "Unexpected(\"--shape\")"),
            (&["trace", "a", "--format", "png"], "Format(\"png\")"),
            (&["trace", "a", "--header", "novalue"], "Header(\"novalue\")"),
            (&["trace", "a", "--lang", "fr"], "Language(\"fr\")"),
        ] {
            assert_eq!(format!("{:?}", read(line).unwrap_err()), error);
        }
    }

    #[test]
    fn the_language_is_found_before_the_rest_is_read() {
        let tags = |line: &[&str]| language(&line.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(tags(&["fly", "--lang", "ja"]), Some(Language::Japanese));
        assert_eq!(tags(&["--lang=en"]), Some(Language::English));
        assert_eq!(tags(&["trace"]), None);
    }
}
