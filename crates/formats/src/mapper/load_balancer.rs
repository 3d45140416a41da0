//! Application Load Balancers: those that are on the internet or that a distribution asks.

use hopscope_scenario::FieldPath;
use hopscope_scenario::origin_server::{Listener, ListenerProtocol, ListenerRule, LoadBalancer};

use crate::import::{Entry, Fate, Reason};

use super::node::Node;
use super::{Mapper, item};

impl<'a> Mapper<'a> {
    /// Maps all load balancers of the application kind.
    pub fn map_load_balancers(&mut self) {
        for node in self.of_kinds(&["aws_lb", "aws_alb"]) {
            let kind = self.filled(&node, "load_balancer_type", None);
            if kind.as_deref().is_some_and(|kind| kind != "application") {
                let host = self.attribute_of(&node, "dns_name");
                let asked = self.scenario.distributions.iter().flat_map(|each| &each.origin);
                if !asked.into_iter().any(|origin| origin.domain_name == host) {
                    self.settle_fate(node.resource, Fate::Skipped, None);
                    continue;
                }
            }
            let path = item("load_balancers", self.scenario.load_balancers.len());
            let mut out = LoadBalancer { domain_name: self.attribute_of(&node, "dns_name"), ..LoadBalancer::default() };
            out.web_acl = self.associated_web_acl(&node, &["arn"], &path.field("web_acl"));
            out.internal = self.flag(&node, "internal", Some(&path.field("internal"))).unwrap_or_default();
            if kind.as_deref().is_none_or(|kind| kind == "application") {
                self.listeners(&node, &path, &mut out);
            }
            self.scenario.load_balancers.push(out);
            self.mapped(&node, &path);
        }
    }

    /// A scenario's load balancer has one list of rules: that of its listener for HTTPS, else of the one for HTTP. The
    /// others say their port, their protocol, and where they send every client.
    fn listeners(&mut self, node: &Node<'a>, path: &FieldPath, out: &mut LoadBalancer) {
        let arn = self.attribute_of(node, "arn");
        let mut listeners = Vec::new();
        for kind in ["aws_lb_listener", "aws_alb_listener"] {
            listeners.extend(self.belonging(kind, "load_balancer_arn", &arn));
        }
        let listeners: Vec<_> = listeners.into_iter().map(|node| (self.rules_of(&node), node)).collect();
        let mut best: Option<(u8, usize)> = None;
        let mut ports = Vec::new();
        for (index, (rules, node)) in listeners.iter().enumerate() {
            let at = path.field("listeners").index(index);
            let rank = self.listener(node, !rules.is_empty(), &at, &mut ports);
            if best.is_none_or(|(before, _)| before < rank) {
                best = Some((rank, index));
            }
        }
        // A port that is not known may be any: then none is held against a request.
        if ports.len() == listeners.len() {
            out.listeners = ports;
        }
        for (index, (rules, node)) in listeners.iter().enumerate() {
            if best.is_some_and(|(_, best)| best == index) {
                self.rules(node, rules, path, index, out);
            } else {
                for rule in rules {
                    self.lost(rule, "listener_arn", Reason::NotModelled);
                    self.settle_fate(rule.resource, Fate::Lost, Some(Reason::NotModelled));
                }
            }
            self.mapped(node, &path.field("listeners").index(index));
        }
    }

    /// Port, protocol and redirect of a listener; how likely it is the one that the rules are written for.
    fn listener(&mut self, node: &Node<'a>, has_rules: bool, path: &FieldPath, ports: &mut Vec<Listener>) -> u8 {
        let port: Option<u16> = self.whole(node, "port", Some(&path.field("port")));
        let word = self.filled(node, "protocol", Some(&path.field("protocol"))).unwrap_or_default();
        let protocol = match ListenerProtocol::from_word(&word.to_ascii_uppercase()) {
            Some(protocol) => protocol,
            // Source: Terraform's documentation of `aws_lb_listener`: for application load balancers the default is HTTP.
            None if port == Some(443) => ListenerProtocol::Https,
            None => ListenerProtocol::Http,
        };
        let redirect = self.default_redirect(node, path);
        let forwards = u8::from(redirect.is_none());
        if let Some(port) = port {
            let redirect = redirect.filter(|_| !has_rules);
            ports.push(Listener { port, protocol, redirect, ..Listener::default() });
        }
        4 * u8::from(has_rules) + 2 * forwards + u8::from(protocol == ListenerProtocol::Https)
    }

    /// The rules of a listener, in order of priority.
    fn rules_of(&mut self, listener: &Node<'a>) -> Vec<Node<'a>> {
        let arn = self.attribute_of(listener, "arn");
        let mut rules = Vec::new();
        for kind in ["aws_lb_listener_rule", "aws_alb_listener_rule"] {
            for rule in self.belonging(kind, "listener_arn", &arn) {
                // The command line lists the default action as a rule, with the priority `default`.
                let is_default =
                    rule.peek("priority").is_some_and(|entry| entry.value.as_known().as_deref() == Some("default"));
                if is_default || rule.peek("is_default").is_some_and(|entry| entry.value.to_bool() == Some(true)) {
                    self.folded(&rule);
                    continue;
                }
                let priority = self.number(&rule, "priority", None).unwrap_or(f64::from(u32::MAX));
                rules.push((priority, rule));
            }
        }
        rules.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        rules.into_iter().map(|(_, rule)| rule).collect()
    }

    fn rules(
        &mut self,
        listener: &Node<'a>,
        rules: &[Node<'a>],
        path: &FieldPath,
        index: usize,
        out: &mut LoadBalancer,
    ) {
        if let Some(arn) = self.filled(listener, "certificate_arn", Some(&path.field("certificate"))) {
            out.certificate = self.certificate_names(&arn).unwrap_or_default();
            if out.certificate.is_empty() {
                let span = listener.peek("certificate_arn").and_then(|entry| entry.at);
                self.unknown_certificates.push((self.scenario.load_balancers.len(), arn, span));
            } else {
                out.certificate.extend(self.further_certificates(listener));
            }
        }
        for rule in rules {
            let at = path.field("rules").index(out.rules.len());
            let mapped = self.listener_rule(rule, &at);
            out.rules.push(mapped);
            self.mapped(rule, &at);
        }
        let Some(action) = self.action(listener, "default_action", &path.field("default")) else { return };
        out.default = action.response;
        let redirects = out.listeners.get(index).is_some_and(|listener| listener.redirect.is_some());
        // What a default action does besides answering is a rule for whatever is left.
        if (action.redirect.is_some() || action.authenticate.is_some()) && !redirects {
            let default = out.default.clone();
            out.rules.push(ListenerRule {
                redirect: action.redirect,
                authenticate: action.authenticate,
                response: default,
                ..ListenerRule::default()
            });
        }
    }

    /// The names of the certificates that a listener has besides its first.
    fn further_certificates(&mut self, listener: &Node<'a>) -> Vec<String> {
        let arn = self.attribute_of(listener, "arn");
        let mut names = Vec::new();
        for kind in ["aws_lb_listener_certificate", "aws_alb_listener_certificate"] {
            for tie in self.belonging(kind, "listener_arn", &arn) {
                let Some(arn) = self.filled(&tie, "certificate_arn", None) else { continue };
                names.extend(self.certificate_names(&arn).unwrap_or_default());
                self.folded(&tie);
            }
        }
        names
    }

    /// A certificate that is not in the files is taken to cover the names that lead to its load balancer: that is what it
    /// was made for. Nobody gets one for the load balancer's own name, which is Amazon's.
    pub fn map_unknown_certificates(&mut self) {
        for (index, arn, span) in std::mem::take(&mut self.unknown_certificates) {
            let Some(balancer) = self.scenario.load_balancers.get(index) else { continue };
            let host = balancer.domain_name.as_str();
            let records = self.scenario.dns.iter().filter(|record| record.target == host).map(|record| &record.name);
            let asked = self.scenario.distributions.iter().filter(|each| {
                let names = |origin: &str| records.clone().any(|name| name == origin);
                each.origin.iter().any(|origin| origin.domain_name == host || names(&origin.domain_name))
            });
            let mut names: Vec<String> = records.clone().chain(asked.flat_map(|each| &each.aliases)).cloned().collect();
            names.sort();
            names.dedup();
            let (fate, reason) = match names.is_empty() {
                true => (Fate::Lost, Reason::Unattached(arn.clone())),
                false => (Fate::Folded, Reason::Assumed(names.join(", "))),
            };
            let entry = Entry {
                fate,
                address: arn,
                kind: "certificate".to_owned(),
                attribute: None,
                reason: Some(reason),
                span,
            };
            self.report.push(entry);
            if let Some(balancer) = self.scenario.load_balancers.get_mut(index) {
                balancer.certificate = names;
            }
        }
    }

    /// The names of a certificate, where all of them are in the files. One that is only looked up may have more than the
    /// name by which it is found.
    pub fn certificate_names(&mut self, arn: &str) -> Option<Vec<String>> {
        let all = self.of_kind("aws_acm_certificate");
        let node = all.into_iter().find(|node| self.attribute_of(node, "arn") == arn)?;
        let mut names: Vec<String> = self.filled(&node, "domain_name", None).into_iter().collect();
        for name in self.texts(&node, "subject_alternative_names", None).unwrap_or_default() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let known = !names.is_empty() && names.iter().all(|name| !name.contains("${"));
        known.then_some(names)
    }
}
