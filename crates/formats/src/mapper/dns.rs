//! Route 53 records that lead to something.

use hopscope_scenario::distribution::DnsRecord;

use crate::import::{Fate, Reason};

use super::node::Node;
use super::{Mapper, item};

impl<'a> Mapper<'a> {
    /// Maps alias and CNAME records.
    pub fn map_dns(&mut self) {
        for node in self.of_kind("aws_route53_record") {
            let kind = self.text(&node, "type", None).unwrap_or_default();
            let path = item("dns", self.scenario.dns.len());
            let target = match self.node(&node, "alias") {
                Some(alias) => self.filled(&alias, "name", Some(&path.field("target"))),
                None if kind == "CNAME" => {
                    let records = self.texts(&node, "records", Some(&path.field("target"))).unwrap_or_default();
                    records.into_iter().next()
                }
                None => None,
            };
            let Some(target) = target else {
                self.settle_fate(node.resource, Fate::Skipped, None);
                continue;
            };
            let name = self.record_name(&node, &path);
            let target = target.trim_end_matches('.');
            // The console puts this in front of a load balancer's name; it leads to the same addresses.
            let bare = target.strip_prefix("dualstack.").filter(|rest| rest.ends_with(".elb.amazonaws.com"));
            let target = bare.unwrap_or(target).to_owned();
            // What proves that a certificate's owner owns the name leads no request anywhere.
            if name.starts_with('_') || target.ends_with(".acm-validations.aws") || is_validation(&node) {
                self.settle_fate(node.resource, Fate::Skipped, None);
                continue;
            }
            let twice = self.scenario.dns.iter().find(|record| record.name.eq_ignore_ascii_case(&name));
            match twice {
                Some(record) if record.target == target => self.folded(&node),
                Some(_) => self.settle_fate(node.resource, Fate::Lost, Some(Reason::NotModelled)),
                None => {
                    self.scenario.dns.push(DnsRecord { name, target, ..DnsRecord::default() });
                    self.mapped(&node, &path);
                }
            }
        }
    }

    /// A record's full name: a zone's name stands behind what does not end in it.
    fn record_name(&mut self, node: &Node<'a>, path: &hopscope_scenario::FieldPath) -> String {
        let name = self.text(node, "name", Some(&path.field("name"))).unwrap_or_default();
        let name = name.trim_end_matches('.').to_owned();
        let Some(zone_id) = self.filled(node, "zone_id", None) else { return name };
        let zones = self.of_kinds(&["aws_route53_zone", "data.aws_route53_zone"]);
        let zone = zones
            .into_iter()
            .find(|zone| self.attribute_of(zone, "id") == zone_id || self.attribute_of(zone, "zone_id") == zone_id);
        let Some(zone) = zone else { return name };
        self.folded(&zone);
        let Some(domain) = self.filled(&zone, "name", None) else { return name };
        let domain = domain.trim_end_matches('.');
        let ends = name == domain || name.strip_suffix(domain).is_some_and(|before| before.ends_with('.'));
        match (name.is_empty(), ends) {
            (true, _) => domain.to_owned(),
            (false, true) => name,
            (false, false) => format!("{name}.{domain}"),
        }
    }
}

fn is_validation(node: &Node<'_>) -> bool {
    let of = |name: &str| {
        node.peek(name)
            .and_then(|entry| crate::computed::only_handle(&entry.value))
            .map(|handle| handle.attribute.as_str())
    };
    of("name") == Some("resource_record_name")
}
