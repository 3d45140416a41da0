//! DNS records.

use std::collections::BTreeSet;

use crate::kind;
use crate::note::NoteKind;
use crate::plan::Plan;
use crate::value::{Body, Piece, Text, Value};

pub(super) fn add(plan: &mut Plan<'_>) {
    let scenario = plan.scenario;
    let mut seen = BTreeSet::new();
    for (index, record) in scenario.dns.iter().enumerate() {
        if !seen.insert(record.name.to_ascii_lowercase()) {
            plan.note(NoteKind::Record, &record.name);
            continue;
        }
        let label = plan.label(&kind::RECORD, &index.to_string(), &record.name);
        let target = plan.tied(&record.target);
        let zone = plan.variable("zone_id");
        let body = Body::new().text("zone_id", zone).text("name", record.name.as_str());
        let body = match alias(&target) {
            Some(alias) => body.text("type", "A").block("alias", alias),
            None => {
                let records = Value::List(vec![Value::Text(target)]);
                let body = body.text("type", "CNAME");
                let body = if plan.is_terraform() { body.plain("ttl", 300) } else { body.text("ttl", "300") };
                body.with("records", records)
            }
        };
        plan.add(&kind::RECORD, label, body);
    }
}

/// An alias of what AWS has a zone for.
fn alias(target: &Text) -> Option<Body> {
    let [Piece::Of { kind, label, attribute }] = target.0.as_slice() else { return None };
    let zone = match *attribute {
        "domain_name" if **kind == kind::DISTRIBUTION => "hosted_zone_id",
        "regional_domain_name" => "regional_zone_id",
        "cloudfront_domain_name" => "cloudfront_zone_id",
        "dns_name" => "zone_id",
        _ => return None,
    };
    let zone = Piece::Of { kind, label: label.clone(), attribute: zone };
    Some(Body::new().text("name", target.clone()).text("zone_id", zone).plain("evaluate_target_health", false))
}
