//! What integrations call.

use hopscope_scenario::FieldPath;
use hopscope_scenario::rest_api::{ConnectionType, Integration, IntegrationType};

use crate::import::Reason;

use super::Mapper;
use super::lambda::name_in;
use super::node::Node;

impl<'a> Mapper<'a> {
    /// The backend of an integration: a function by the ARN in its URI, or a URL.
    pub fn backend(&mut self, node: &Node<'a>, name: &str, path: &FieldPath, out: &mut Integration) {
        let lambda = matches!(out.kind, IntegrationType::AwsProxy | IntegrationType::Aws);
        let field = if lambda { "lambda" } else { "uri" };
        let uri = self.filled(node, name, Some(&path.field(field)));
        let words = |word: &str| ConnectionType::from_word(&word.to_ascii_uppercase());
        if let Some(connection) = self.word(node, "connection_type", &path.field("connection_type"), words) {
            out.connection_type = connection;
        }
        let Some(uri) = uri else { return };
        if !lambda {
            out.uri = self.listener_url(&uri).unwrap_or(uri);
            return;
        }
        match name_in(&uri) {
            Some(function) => {
                let span = node.peek(name).and_then(|entry| entry.at);
                self.called.entry(function.clone()).or_insert(span);
                out.lambda = function;
            }
            // Another AWS service answers: a scenario has it stand as a function of its name.
            None if uri.starts_with("arn:") => {
                let service = uri.splitn(5, ':').nth(4).unwrap_or(&uri).to_owned();
                self.assumed(node, Some(name), service.clone());
                self.called.entry(service.clone()).or_insert(None);
                out.lambda = service;
            }
            None => self.lost(node, name, Reason::Unknown(uri)),
        }
    }

    /// How long the backend may take, where that is not what it is anyway.
    pub fn waits(&mut self, node: &Node<'a>, otherwise: u32, path: &FieldPath, out: &mut Integration) {
        let at = path.field("timeout_milliseconds");
        let waits = self.whole(node, "timeout_milliseconds", Some(&at));
        out.timeout_milliseconds = waits.filter(|waits| *waits != otherwise && *waits > 0);
    }

    /// The URL of the load balancer whose listener an ARN names, as integrations through a VPC link do.
    fn listener_url(&mut self, uri: &str) -> Option<String> {
        if !uri.starts_with("arn:") {
            return None;
        }
        for listener in self.of_kinds(&["aws_lb_listener", "aws_alb_listener"]) {
            if self.attribute_of(&listener, "arn") != uri {
                continue;
            }
            let balancer = self.text(&listener, "load_balancer_arn", None)?;
            let protocol = self.text(&listener, "protocol", None).unwrap_or_default();
            let found = self.of_kinds(&["aws_lb", "aws_alb"]);
            let found = found.into_iter().find(|other| self.attribute_of(other, "arn") == balancer)?;
            let scheme = if protocol.eq_ignore_ascii_case("HTTPS") { "https" } else { "http" };
            return Some(format!("{scheme}://{}", self.attribute_of(&found, "dns_name")));
        }
        None
    }
}
