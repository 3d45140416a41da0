//! Application Load Balancers: those that are on the internet or that a distribution asks.

use hopscope_scenario::Map;

use hopscope_scenario::FieldPath;
use hopscope_scenario::origin_server::{ListenerRule, LoadBalancer};
use hopscope_scenario::response::Response;

use crate::import::{Fate, Reason};

use super::distribution::status;
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
            self.listeners(&node, &path, &mut out);
            self.scenario.load_balancers.push(out);
            self.mapped(&node, &path);
        }
    }

    /// A scenario's load balancer has one list of rules: that of its listener for HTTPS, else of the one for HTTP.
    fn listeners(&mut self, node: &Node<'a>, path: &FieldPath, out: &mut LoadBalancer) {
        let arn = self.attribute_of(node, "arn");
        let mut listeners = Vec::new();
        for kind in ["aws_lb_listener", "aws_alb_listener"] {
            listeners.extend(self.belonging(kind, "load_balancer_arn", &arn));
        }
        let mut best: Option<(u8, Node<'a>)> = None;
        for listener in listeners {
            let protocol = self.text(&listener, "protocol", None).unwrap_or_default();
            let port = self.number(&listener, "port", None).unwrap_or_default();
            let rank = if protocol.eq_ignore_ascii_case("HTTPS") || port == 443.0 { 2 } else { 1 };
            match &best {
                Some((before, _)) if *before >= rank => self.folded(&listener),
                _ => {
                    if let Some((_, before)) = best.replace((rank, listener)) {
                        self.folded(&before);
                    }
                }
            }
        }
        let Some((_, listener)) = best else { return };
        if let Some(arn) = self.filled(&listener, "certificate_arn", None) {
            out.certificate = self.certificate_names(&arn);
        }
        if let Some(answer) = self.answer(&listener, "default_action", &path.field("default")) {
            out.default = answer;
        }
        let listener_arn = self.attribute_of(&listener, "arn");
        let mut rules = Vec::new();
        for kind in ["aws_lb_listener_rule", "aws_alb_listener_rule"] {
            for rule in self.belonging(kind, "listener_arn", &listener_arn) {
                let priority = self.number(&rule, "priority", None).unwrap_or(f64::from(u32::MAX));
                rules.push((priority, rule));
            }
        }
        rules.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        for (_, rule) in rules {
            let at = path.field("rules").index(out.rules.len());
            let mapped = self.listener_rule(&rule, &at);
            out.rules.push(mapped);
            self.mapped(&rule, &at);
        }
        self.folded(&listener);
    }

    fn listener_rule(&mut self, node: &Node<'a>, path: &FieldPath) -> ListenerRule {
        let mut out = ListenerRule::default();
        if let Some(answer) = self.answer(node, "action", &path.field("response")) {
            out.response = answer;
        }
        let mut headers = Map::new();
        for condition in self.nodes(node, "condition") {
            for (name, field) in [("host_header", &mut out.host), ("path_pattern", &mut out.path)] {
                if let Some(block) = self.node(&condition, name) {
                    field.extend(self.texts(&block, "values", None).unwrap_or_default());
                }
            }
            // The command line and old providers name the field and give its values.
            let values = self.texts(&condition, "values", None).unwrap_or_default();
            match self.filled(&condition, "field", None).as_deref() {
                Some("host-header") => out.host.extend(values),
                Some("path-pattern") => out.path.extend(values),
                _ => {}
            }
            if let Some(block) = self.node(&condition, "http_header") {
                let name = self.text(&block, "http_header_name", None).unwrap_or_default();
                headers.insert(name, self.texts(&block, "values", None).unwrap_or_default());
            }
            self.finish(&condition, &[]);
        }
        out.headers = headers;
        out
    }

    /// What an action answers. A target group is taken to answer 200.
    fn answer(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Option<Response> {
        let actions = self.nodes(node, name);
        let action = actions.into_iter().last()?;
        let mut out = Response::default();
        match self.text(&action, "type", Some(path)).unwrap_or_default().as_str() {
            "fixed-response" => {
                let block = self.node(&action, "fixed_response")?;
                if let Some(code) = self.number(&block, "status_code", Some(&path.field("status"))).and_then(status) {
                    out.status = code;
                }
                out.body = self.text(&block, "message_body", Some(&path.field("body"))).unwrap_or_default();
                if let Some(kind) = self.filled(&block, "content_type", None) {
                    out.headers.insert("content-type".to_owned(), kind.into());
                }
            }
            "redirect" => {
                let block = self.node(&action, "redirect")?;
                let code = self.text(&block, "status_code", Some(&path.field("status"))).unwrap_or_default();
                let number = code.trim_start_matches("HTTP_").parse().unwrap_or(302.0);
                out.status = status(number).unwrap_or_default();
                let mut part = |name: &str, otherwise: &str| {
                    self.filled(&block, name, None).unwrap_or_else(|| otherwise.to_owned())
                };
                let (protocol, host) = (part("protocol", "#{protocol}"), part("host", "#{host}"));
                let (port, place) = (part("port", "#{port}"), part("path", "/#{path}"));
                let location = format!("{}://{host}:{port}{place}", protocol.to_ascii_lowercase());
                out.headers.insert("location".to_owned(), location.into());
            }
            "forward" | "" => {}
            _ => self.lost(&action, "type", Reason::NotModelled),
        }
        Some(out)
    }

    /// The names of a certificate, where it is in the files.
    fn certificate_names(&mut self, arn: &str) -> Vec<String> {
        for kind in ["aws_acm_certificate", "data.aws_acm_certificate"] {
            for node in self.of_kind(kind) {
                if self.attribute_of(&node, "arn") != arn {
                    continue;
                }
                let mut names: Vec<String> = self.filled(&node, "domain_name", None).into_iter().collect();
                if names.is_empty() {
                    names.extend(self.filled(&node, "domain", None));
                }
                names.extend(self.texts(&node, "subject_alternative_names", None).unwrap_or_default());
                return names;
            }
        }
        Vec::new()
    }
}
