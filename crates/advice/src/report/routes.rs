//! A route map as a report: a table for each front, a row for each class of URLs.

use hopscope_locale::Catalog;
use hopscope_report::{Action, Block, Report, Row, Tone};
use hopscope_scenario::Scenario;

use super::{answer, dependences, names, tone};
use crate::route_map::{Class, Front, FrontMap, RouteMap, Via};

/// The map of a scenario.
pub fn routes(texts: &Catalog, scenario: &Scenario, map: &RouteMap) -> Report {
    if map.fronts.is_empty() {
        return Report::new(vec![Block::paragraph(texts.text("advice_report.routes.none"))]);
    }
    let mut blocks = vec![Block::paragraph(texts.fill("advice_report.routes.intro", &[("method", &map.method)]))];
    for front in &map.fronts {
        blocks.push(Block::heading(heading(texts, scenario, &front.front)));
        blocks.push(Block::paragraph(names(&front.hosts)));
        blocks.push(classes(texts, &map.method, front));
    }
    Report::new(blocks)
}

fn heading(texts: &Catalog, scenario: &Scenario, front: &Front) -> String {
    let (kind, name) = match *front {
        Front::Distribution { index } => ("distribution", scenario.distributions.get(index).map(|each| &each.id)),
        Front::RestApi { index } => ("rest_api", scenario.rest_apis.get(index).map(|each| &each.id)),
        Front::HttpApi { index } => ("http_api", scenario.http_apis.get(index).map(|each| &each.id)),
        Front::DomainName { index } => ("domain_name", scenario.domain_names.get(index).map(|each| &each.domain_name)),
    };
    texts.fill(&format!("advice_report.routes.{kind}"), &[("name", name.map_or("", String::as_str))])
}

fn classes(texts: &Catalog, method: &str, front: &FrontMap) -> Block {
    let Ok(classes) = &front.classes else {
        return Block::toned(Tone::Caution, texts.text("advice_report.routes.too_large"));
    };
    let column = |name: &str| texts.text(&format!("advice_report.routes.column.{name}"));
    let is_distribution = matches!(front.front, Front::Distribution { .. });
    Block::Table {
        head: [Some("example"), is_distribution.then_some("behavior"), Some("answer")]
            .into_iter()
            .flatten()
            .map(column)
            .collect(),
        rows: classes.iter().map(|class| row(texts, method, class)).collect(),
    }
}

fn row(texts: &Catalog, method: &str, class: &Class) -> Row {
    let via = match &class.via {
        Via::Behavior { pattern, .. } => Some(format!("`{pattern}`")),
        Via::DefaultBehavior => Some(texts.text("advice_report.routes.default")),
        Via::Direct => None,
    };
    let depends = dependences(texts, &class.depends);
    let told: Vec<String> = std::iter::once(answer(texts, &class.answer)).chain(depends).collect();
    let path = class.example.split_once("://").and_then(|(_, rest)| Some(rest.split_at(rest.find('/')?).1));
    Row {
        cells: [Some(format!("`{}`", path.unwrap_or(&class.example))), via, Some(told.join("; "))]
            .into_iter()
            .flatten()
            .collect(),
        tone: if class.depends.is_empty() { tone(&class.answer) } else { Tone::Caution },
        action: Some(Action::Request { method: method.to_owned(), url: class.example.clone() }),
    }
}
