//! What holds for the views of every recorded case, in every language.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use hopscope_diagram::sequence::Options;
use hopscope_diagram::story::{Row, Story};
use hopscope_diagram::svg::Theme;
use hopscope_diagram::{curl, mermaid, sequence, story, svg, text, verdict};
use hopscope_locale::{Catalog, Language};
use hopscope_routing::Trace;
use hopscope_routing::trace::{Leg, Outcome};

/// Calls `check` with every case in every language.
fn each_case(mut check: impl FnMut(&str, &Trace, &Story, &Catalog)) {
    let cases = support::cases();
    for texts in Language::ALL.iter().map(|language| Catalog::embedded(*language)) {
        for (id, trace) in &cases {
            check(id, trace, &story(trace, &texts), &texts);
        }
    }
}

fn rows(story: &Story) -> impl Iterator<Item = &Row> {
    story.stops.iter().flat_map(|stop| stop.request_rows.iter().chain(&stop.answer_rows))
}

/// What a reader gets to see of a trace, apart from rule ids.
fn words(trace: &Trace, story: &Story, texts: &Catalog) -> Vec<String> {
    let verdict = verdict(trace, texts);
    let mut words = vec![verdict.headline, verdict.byline];
    words.extend(verdict.paragraphs);
    words.extend(story.stops.iter().flat_map(|stop| [stop.name.clone(), stop.sub.clone()]));
    words.extend(story.moves.iter().map(|each| each.spoken.clone()));
    for row in rows(story) {
        words.extend([row.label.clone(), row.value.clone(), row.spoken.clone()]);
        words.extend(row.hint.clone());
    }
    words
}

#[test]
fn no_text_is_missing() {
    const KEYS: &[&str] = &["rule.", "component.", "flag.", "outcome.", "basis.", "word.", "move.", "verdict."];
    each_case(|id, trace, story, texts| {
        for text in words(trace, story, texts) {
            let bare = text.split(|c: char| !(c.is_ascii_alphanumeric() || "._-/".contains(c)));
            let missing = bare.into_iter().find(|word| KEYS.iter().any(|key| word.starts_with(key)));
            assert_eq!(missing, None, "{id}: {text}");
        }
    });
}

#[test]
fn every_refusal_has_a_headline_of_its_own() {
    each_case(|id, trace, _, texts| {
        let mut steps = trace.hops.iter().flat_map(|hop| &hop.steps);
        let refused = steps.any(|step| step.rule == trace.rule && step.outcome == Outcome::Refused);
        let key = format!("rule.{}.headline", trace.rule.id);
        assert!(!refused || !texts.templates(&key).is_empty(), "{id}: {key} is missing");
    });
}

#[test]
fn headlines_are_lines_and_not_sentences() {
    each_case(|id, trace, _, texts| {
        let headline = verdict(trace, texts).headline;
        assert!(!headline.ends_with(['.', '。']), "{id}: {headline}");
    });
}

#[test]
fn what_refuses_shows_why() {
    each_case(|id, _, story, _| {
        for row in rows(story).filter(|row| row.mark.class() == "refused") {
            assert!(!row.minor && (!row.value.is_empty() || row.hint.is_some()), "{id}: {}", row.rule);
        }
    });
}

#[test]
fn moves_are_a_way_there_and_back() {
    each_case(|id, trace, story, _| {
        let mut open = Vec::new();
        for each in &story.moves {
            match each.leg {
                Leg::Request => open.push((each.from, each.to)),
                Leg::Response => {
                    while open.last().is_some_and(|(_, to)| *to != each.from) {
                        open.pop();
                    }
                    assert_eq!(open.pop(), Some((each.to, each.from)), "{id}: an answer that nobody asked for");
                }
            }
        }
        if let Some(response) = &trace.response {
            let last = story.moves.last().unwrap();
            assert_eq!((last.leg, last.to), (Leg::Response, 0), "{id}: the client gets no answer");
            assert_eq!(last.pieces.first().unwrap().text, response.status.to_string(), "{id}");
            assert_eq!(last.bad, response.status.is_error(), "{id}");
        }
    });
}

#[test]
fn drawings_hold_together() {
    each_case(|id, _, story, texts| {
        let drawing = sequence(story, &Options::new(texts));
        support::drawing::check(&drawing).unwrap_or_else(|error| panic!("{id}: {error}"));
    });
}

#[test]
fn svg_files_are_well_formed() {
    each_case(|id, _, story, texts| {
        let file = svg::to_svg(&sequence(story, &Options::new(texts)), Theme::Auto);
        let document = roxmltree::Document::parse(&file).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert!(document.descendants().all(|node| !node.has_tag_name("script")), "{id}");
    });
}

#[test]
fn mermaid_has_one_statement_a_line() {
    each_case(|id, trace, story, texts| {
        let diagram = mermaid::to_mermaid(story, texts);
        // One stop decided, if any step did, and what decided has a ground of its own.
        let marks = diagram.lines().filter(|line| line.contains(" as ◆ ")).count();
        assert_eq!(marks, usize::from(trace.deciding.is_some()), "{id}: {diagram}");
        let grounds = diagram.lines().filter(|line| line.trim() == "end").count();
        assert_eq!(grounds, diagram.lines().filter(|line| line.starts_with("    rect rgba(")).count(), "{id}");
        for line in diagram.lines().skip(1) {
            let begins =
                ["    accTitle: ", "    participant s", "    note over s", "    s", "    rect rgba(", "    end"];
            assert!(begins.iter().any(|begin| line.starts_with(begin)), "{id}: {line}");
            // Renderers shrink wide labels: 60 columns are read, entities counting one.
            let label = line.split_once(": ").map_or("", |(_, label)| label);
            for row in label.split("<br/>").filter(|_| !line.contains("accTitle")) {
                let entities = row.matches('#').count();
                let letters = row.split('#').map(|part| part.split_once(';').map_or(part, |(_, rest)| rest));
                let columns: usize = letters.map(hopscope_diagram::metrics::columns).sum();
                assert!(columns + entities <= 60, "{id}: {row}");
            }
            let is_entity =
                |part: &str| part.rsplit_once('#').is_some_and(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
            let mut parts: Vec<&str> = line.split(';').collect();
            parts.pop();
            assert!(parts.into_iter().all(is_entity), "{id}: {line}");
        }
    });
}

#[test]
fn listings_reach_a_terminal_as_text() {
    each_case(|id, trace, story, texts| {
        let listing = text::to_text(trace, story, texts);
        assert!(listing.contains(trace.rule.id.as_str()), "{id}");
        assert!(listing.chars().all(|character| character == '\n' || !character.is_control()), "{id}");
    });
}

#[test]
fn curl_prints_an_answer_or_an_error() {
    for (id, trace) in support::cases() {
        let printed = curl::to_curl(&trace);
        let begins = if trace.response.is_some() { "HTTP/" } else { "curl: (" };
        assert!(printed.starts_with(begins), "{id}: {printed}");
    }
}
