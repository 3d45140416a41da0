//! The pages of every example and every rule, as they are deployed.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use hopscope_cards::files;
use hopscope_locale::{Catalog, Language};
use hopscope_routing::rules;
use hopscope_scenario::Scenario;

const SITE: &str = "https://hops.example/app/";

fn examples() -> Vec<(String, String)> {
    let folder = format!("{}/../../examples", env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        found.push((name, std::fs::read_to_string(&path).unwrap()));
    }
    found.sort();
    found
}

fn written(site: Option<&str>) -> BTreeMap<String, String> {
    let all = files(&examples(), site).unwrap();
    let count = all.len();
    let by_path: BTreeMap<_, _> = all.into_iter().map(|file| (file.path, file.content)).collect();
    assert_eq!(by_path.len(), count, "no file is written twice");
    by_path
}

/// The values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    page.split(begin.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The path that an address leads to from a file.
fn resolved(from: &str, to: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop().unwrap_or_else(|| panic!("{from} leads out of the folder: {to}"))),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_example_and_every_rule_has_its_page_in_both_languages() {
    let all = written(Some(SITE));
    for (name, _) in examples() {
        for file in ["index.html", "ja.html", "en.svg", "ja.svg"] {
            assert!(all.contains_key(&format!("e/{name}/{file}")), "{name}: {file}");
        }
    }
    for rule in rules::all() {
        for file in ["index.html", "ja.html"] {
            let page = &all[&format!("rules/{}/{file}", rule.id)];
            assert!(page.contains(&format!("<code>{}</code>", rule.id)), "{}", rule.id);
            for source in rule.sources {
                assert!(page.contains(&source.replace('&', "&amp;")), "{}: {source}", rule.id);
            }
        }
    }
}

#[test]
fn what_people_search_for_is_in_the_page() {
    let all = written(Some(SITE));
    let page = &all["e/article-described/index.html"];
    for expected in [
        "<html lang=\"en\">",
        "<title>The puzzle: /api/* with origin path /prod · Hopscope</title>",
        "403 Missing Authentication Token",
        "{&quot;message&quot;:&quot;Missing Authentication Token&quot;}",
        "<meta property=\"og:url\" content=\"https://hops.example/app/e/article-described/\">",
        "<meta property=\"og:image\" content=\"https://hops.example/app/card.png\">",
        "<meta property=\"og:title\" content=\"The puzzle: /api/* with origin path /prod\">",
        "<link rel=\"alternate\" hreflang=\"ja\" href=\"https://hops.example/app/e/article-described/ja.html\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://hops.example/app/e/article-described/\">",
        "<link rel=\"canonical\" href=\"https://hops.example/app/e/article-described/\">",
        "<img src=\"./en.svg\" alt=\"The way of GET https://d111111abcdef8.cloudfront.net/api/hello",
        "<a href=\"../../rules/rest_api.resource_not_found/\">",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    let ja = &all["e/article-described/ja.html"];
    assert!(
        ja.contains("<html lang=\"ja\">")
            && ja.contains("hreflang=\"en\" href=\"https://hops.example/app/e/article-described/\"")
    );
    let rule = &all["rules/rest_api.resource_not_found/ja.html"];
    assert!(rule.contains("href=\"../../e/article-described/ja.html\""));
    // Code of an example really runs before its page is written.
    let function = &all["e/article-way-out-function/index.html"];
    assert!(function.contains("<strong>200</strong>"), "{function}");
}

/// Which request each comes after, by its place.
fn earlier(scenario: &Scenario) -> Vec<Option<usize>> {
    let place = |name: &str| scenario.requests.iter().position(|each| each.name == name);
    scenario.requests.iter().map(|each| (!each.after.is_empty()).then(|| place(&each.after).unwrap())).collect()
}

#[test]
fn the_button_opens_the_example_in_the_words_of_the_page() {
    let all = written(None);
    for (name, json) in examples() {
        for (file, lang) in [("index.html", "en"), ("ja.html", "ja")] {
            let page = &all[&format!("e/{name}/{file}")];
            let open = values(page, "href").into_iter().find(|each| each.contains('#')).unwrap();
            let (address, fragment) = open.split_once('#').unwrap();
            assert_eq!(address, format!("../../?lang={lang}"));
            let mut opened = Scenario::from_link(fragment).unwrap();
            let own = Scenario::from_json(&json).unwrap();
            let texts = Catalog::embedded(Language::from_tag(lang).unwrap());
            assert_eq!(opened.title, texts.text(&format!("example.{name}.title")));
            // What comes after a request comes after the same one, by its name in the language.
            assert_eq!(earlier(&opened), earlier(&own), "{name}, {lang}");
            // The same but for the words.
            (opened.title, opened.notes) = (own.title.clone(), own.notes.clone());
            for (request, as_filed) in opened.requests.iter_mut().zip(&own.requests) {
                (request.name, request.after) = (as_filed.name.clone(), as_filed.after.clone());
            }
            assert_eq!(opened, own, "{name}");
        }
    }
}

#[test]
fn links_lead_somewhere_and_nothing_runs() {
    let all = written(Some(SITE));
    // What other parts of the build put there.
    let built = ["", "icon.svg", "rules/style.css", "rules/en.html", "rules/ja.html"];
    for (path, page) in all.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains(" onclick="), "{path}");
        for to in values(page, "href").into_iter().chain(values(page, "src")) {
            if let Some(own) = to.strip_prefix(SITE) {
                let file =
                    if own.is_empty() || own.ends_with('/') { format!("{own}index.html") } else { own.to_owned() };
                assert!(all.contains_key(&file), "{path}: {to}");
            } else if to.starts_with('.') {
                let file = resolved(path, to.split(['#', '?']).next().unwrap());
                let shown = format!("{file}index.html");
                assert!(
                    built.contains(&file.as_str()) || all.contains_key(&file) || all.contains_key(&shown),
                    "{path}: {to}"
                );
            } else {
                assert!(to.starts_with("https://"), "{path}: {to}");
            }
        }
    }
}

#[test]
fn the_sitemap_lists_every_page_once_and_needs_an_address() {
    let all = written(Some(SITE));
    let sitemap = roxmltree::Document::parse(&all["sitemap.xml"]).unwrap();
    let listed: Vec<&str> = sitemap
        .descendants()
        .filter(|node| node.has_tag_name("loc") || node.tag_name().name() == "loc")
        .filter_map(|node| node.text())
        .collect();
    let expected: BTreeSet<String> = all
        .keys()
        .filter(|path| path.ends_with(".html"))
        .map(|path| format!("{SITE}{}", path.strip_suffix("index.html").unwrap_or(path)))
        .chain([SITE.to_owned()])
        .collect();
    assert_eq!(listed.len(), expected.len());
    assert_eq!(listed.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), expected);

    let nowhere = written(None);
    assert!(!nowhere.contains_key("sitemap.xml"));
    let page = &nowhere["e/article-described/index.html"];
    assert!(
        !page.contains("og:url") && !page.contains("og:image") && page.contains("hreflang=\"ja\" href=\"./ja.html\"")
    );
}

#[test]
fn drawings_stand_alone() {
    for (path, drawing) in written(None).iter().filter(|(path, _)| path.ends_with(".svg")) {
        let document = roxmltree::Document::parse(drawing).unwrap_or_else(|error| panic!("{path}: {error}"));
        let outside =
            document.descendants().filter(|node| node.has_tag_name("image") || node.has_tag_name("script")).count();
        assert_eq!(outside, 0, "{path}");
        assert!(
            document.descendants().any(|node| node.tag_name().name() == "title" && node.text().is_some()),
            "{path}"
        );
    }
}
