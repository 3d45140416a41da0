//! The pages of an example.

use std::fmt::Write as _;

use hopscope_diagram::curl::to_curl;
use hopscope_diagram::rule_book::{escape, html_spans};
use hopscope_diagram::sequence::{Options, sequence};
use hopscope_diagram::story::story;
use hopscope_diagram::svg::{Theme, to_svg};
use hopscope_diagram::verdict::{Verdict, verdict};
use hopscope_edge_code::RunAtOnce;
use hopscope_locale::example::tell;
use hopscope_locale::{Catalog, Language};
use hopscope_routing::expectation::{Standing, standing};
use hopscope_routing::{Trace, trace_with};
use hopscope_scenario::Scenario;

use crate::page::{EXAMPLES, Page, RULES, name};
use crate::{File, Site};

/// An example in the words of a language, traced.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What people see of it.
    pub sees: String,
    scenario: Scenario,
    traces: Vec<Trace>,
    /// The request that it is about: the first that is not as expected, else the first.
    shown: usize,
    link: String,
}

impl Example {
    /// Reads an example.
    ///
    /// # Errors
    /// When it cannot be read, has no request, or is too large for a link.
    pub fn read(name: &str, json: &str, texts: &Catalog) -> Result<Self, String> {
        let scenario = Scenario::from_json(json).map_err(|error| format!("{name}: {error}"))?;
        let scenario = tell(scenario, name, texts);
        let text = |part: &str| texts.text(&format!("example.{name}.{part}"));
        let answers = RunAtOnce::default();
        let traces: Vec<Trace> =
            scenario.requests.iter().map(|request| trace_with(&scenario, request, &answers)).collect();
        if traces.is_empty() {
            return Err(format!("{name}: an example without a request"));
        }
        let missed = scenario.requests.iter().zip(&traces);
        let missed = missed.map(|(request, trace)| standing(request.expect.as_ref(), trace));
        let shown = missed.clone().position(|each| each == Standing::Missed).unwrap_or_default();
        let link = scenario.to_readable_link().map_err(|error| format!("{name}: {error:?}"))?;
        Ok(Self { name: name.to_owned(), title: text("title"), sees: text("sees"), scenario, traces, shown, link })
    }

    /// The trace of the request that the example is about.
    pub fn trace(&self) -> Option<&Trace> {
        self.traces.get(self.shown)
    }

    /// Its folder in the built one.
    pub fn folder(&self) -> String {
        format!("{EXAMPLES}{}/", self.name)
    }

    /// Where the app opens it, in a language: a query and a fragment.
    pub fn opens(&self, language: Language) -> String {
        format!("?lang={}#{}", language.tag(), self.link)
    }

    /// Its page and its drawing.
    pub fn files(&self, texts: &Catalog, language: Language, site: Site<'_>) -> Vec<File> {
        let Some(trace) = self.trace() else { return Vec::new() };
        let drawing = to_svg(&sequence(&story(trace, texts), &Options::new(texts)), Theme::Auto);
        let drawing = File { path: format!("{}{}.svg", self.folder(), language.tag()), content: drawing };
        let told = verdict(trace, texts);
        let page = Page {
            folder: self.folder(),
            title: self.title.clone(),
            description: format!("{}: {} {}", self.sees, told.headline, first_sentence(&self.scenario.notes)),
            body: self.body(trace, &told, texts, language),
            opens: self.opens(language),
            texts,
            language,
            site,
        };
        vec![File { path: format!("{}{}", self.folder(), name(language)), content: page.html() }, drawing]
    }

    fn body(&self, trace: &Trace, told: &Verdict, texts: &Catalog, language: Language) -> String {
        let text = |key: &str| escape(&texts.text(key));
        let mut out = format!("<p class=\"sees\">{}</p>\n", escape(&self.sees));
        if !self.scenario.notes.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", html_spans(&self.scenario.notes));
        }
        let request = format!("{} {}", trace.request.method, trace.request.url);
        let _ = write!(
            out,
            "<h2>{}</h2>\n<p><code>{}</code></p>\n<p class=\"verdict\"><strong>{}</strong> {}</p>\n<p>{}</p>\n",
            text("card.request"),
            escape(&request),
            told.status.map(|status| status.to_string()).unwrap_or_default(),
            html_spans(&told.headline),
            html_spans(&told.byline)
        );
        for paragraph in &told.paragraphs {
            let _ = writeln!(out, "<p>{}</p>", html_spans(paragraph));
        }
        let alt = escape(&texts.fill("card.drawing", &[("request", request.as_str()), ("title", self.title.as_str())]));
        let _ = write!(
            out,
            "<figure><img src=\"./{}.svg\" alt=\"{alt}\"></figure>\n<h2>{}</h2>\n<pre>{}</pre>\n",
            language.tag(),
            text("card.answer"),
            escape(&to_curl(trace))
        );
        self.others(&mut out, texts);
        rules(&mut out, trace, texts, language);
        out
    }

    /// The example's other requests, a line each.
    fn others(&self, out: &mut String, texts: &Catalog) {
        if self.traces.len() < 2 {
            return;
        }
        let _ = writeln!(out, "<h2>{}</h2>\n<ul>", escape(&texts.text("card.others")));
        let both = self.scenario.requests.iter().zip(&self.traces).enumerate();
        for (_, (request, trace)) in both.filter(|(index, _)| *index != self.shown) {
            let told = verdict(trace, texts);
            let status = told.status.map(|status| format!("{status} ")).unwrap_or_default();
            let _ = writeln!(
                out,
                "<li>{} <code>{} {}</code><br>{status}{}</li>",
                escape(&request.name),
                escape(&request.method),
                escape(&request.url),
                html_spans(&told.headline)
            );
        }
        out.push_str("</ul>\n");
    }
}

/// The rules on the way, each with its page; the one that decided comes first.
fn rules(out: &mut String, trace: &Trace, texts: &Catalog, language: Language) {
    let mut ids = vec![trace.rule.id.as_str()];
    for step in trace.hops.iter().flat_map(|hop| &hop.steps) {
        let id = step.rule.id.as_str();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let _ = writeln!(out, "<h2>{}</h2>\n<ul>", escape(&texts.text("card.rules")));
    for id in ids {
        let title = html_spans(&texts.text(&format!("rule.{id}.title")));
        let to = crate::page::address(language);
        let _ = writeln!(out, "<li><a href=\"../../{RULES}{id}/{to}\">{title}</a> <code>{id}</code></li>");
    }
    out.push_str("</ul>\n");
}

/// The page that lists all examples.
pub fn index(all: &[Example], texts: &Catalog, language: Language, site: Site<'_>) -> File {
    let mut body = String::from("<ul class=\"cards\">\n");
    for example in all {
        let to = crate::page::address(language);
        let _ = writeln!(
            body,
            "<li><a href=\"./{}/{to}\">{}</a><br>{}</li>",
            example.name,
            html_spans(&example.title),
            escape(&example.sees)
        );
    }
    body.push_str("</ul>\n");
    let page = Page {
        folder: EXAMPLES.to_owned(),
        title: texts.text("card.examples"),
        description: texts.text("card.examples_about"),
        body,
        opens: format!("?lang={}", language.tag()),
        texts,
        language,
        site,
    };
    File { path: format!("{EXAMPLES}{}", name(language)), content: page.html() }
}

/// Up to where the first sentence ends.
pub fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").map(|at| at + 1).or_else(|| text.find('。').map(|at| at + '。'.len_utf8()));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}
