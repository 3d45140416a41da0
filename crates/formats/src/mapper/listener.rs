//! Conditions and actions of listener rules.

use hopscope_scenario::FieldPath;
use hopscope_scenario::origin_server::{ListenerRedirect, ListenerRule, SignIn};
use hopscope_scenario::response::Response;

use crate::import::Reason;

use super::Mapper;
use super::distribution::status;
use super::node::Node;

/// What a list of actions comes to.
#[derive(Default)]
pub(crate) struct Action {
    /// What is answered.
    pub response: Response,
    /// Where the client is sent instead.
    pub redirect: Option<ListenerRedirect>,
    /// Whether it has signed in, where the actions ask for it.
    pub authenticate: Option<SignIn>,
}

impl<'a> Mapper<'a> {
    /// A rule of a listener.
    pub fn listener_rule(&mut self, node: &Node<'a>, path: &FieldPath) -> ListenerRule {
        let mut out = ListenerRule::default();
        if let Some(action) = self.action(node, "action", &path.field("response")) {
            out.response = action.response;
            out.redirect = action.redirect;
            out.authenticate = action.authenticate;
        }
        for condition in self.nodes(node, "condition") {
            self.condition(&condition, path, &mut out);
        }
        if node.is_set("transform") || node.is_set("transforms") {
            let name = if node.is_set("transform") { "transform" } else { "transforms" };
            self.lost(node, name, Reason::NotModelled);
        }
        out
    }

    fn condition(&mut self, node: &Node<'a>, path: &FieldPath, out: &mut ListenerRule) {
        let values_of = |mapper: &mut Self, name: &str, field: &str, list: &mut Vec<String>| {
            if let Some(block) = mapper.node(node, name) {
                list.extend(mapper.texts(&block, "values", Some(&path.field(field))).unwrap_or_default());
                if block.is_set("regex_values") {
                    mapper.lost(&block, "regex_values", Reason::NotModelled);
                }
            }
        };
        values_of(self, "host_header", "host", &mut out.host);
        values_of(self, "path_pattern", "path", &mut out.path);
        values_of(self, "http_request_method", "http_request_method", &mut out.http_request_method);
        values_of(self, "source_ip", "source_ip", &mut out.source_ip);
        // Old providers name the field and give its values.
        let values = self.texts(node, "values", None).unwrap_or_default();
        match self.filled(node, "field", None).as_deref() {
            Some("host-header") => out.host.extend(values),
            Some("path-pattern") => out.path.extend(values),
            _ => {}
        }
        if let Some(block) = self.node(node, "http_header") {
            let name = self.text(&block, "http_header_name", None).unwrap_or_default();
            let at = path.field("headers").field(&name);
            let values = self.texts(&block, "values", Some(&at)).unwrap_or_default();
            out.headers.insert(name, values);
        }
        self.query_strings(node, path, out);
        self.finish(node, &[]);
    }

    /// Pairs, of which one must be there. A scenario holds one name with several values.
    fn query_strings(&mut self, node: &Node<'a>, path: &FieldPath, out: &mut ListenerRule) {
        let mut first: Option<String> = None;
        for pair in self.nodes(node, "query_string") {
            // Without a name any of them will do.
            let name = self.filled(&pair, "key", None).unwrap_or_else(|| "*".to_owned());
            if first.get_or_insert_with(|| name.clone()) != &name {
                self.lost(node, "query_string", Reason::NotModelled);
                continue;
            }
            let at = path.field("query_string").field(&name);
            let value = self.text(&pair, "value", Some(&at)).unwrap_or_default();
            let mut values = out.query_string.get(&name).cloned().unwrap_or_default();
            values.push(value);
            out.query_string.insert(name, values);
        }
    }

    /// The redirect of a listener's default action.
    pub fn default_redirect(&mut self, node: &Node<'a>, path: &FieldPath) -> Option<ListenerRedirect> {
        let action = self.nodes(node, "default_action").into_iter().last()?;
        let kind = self.text(&action, "type", None)?;
        let block = self.node(&action, "redirect").filter(|_| kind == "redirect")?;
        Some(self.redirect(&block, &path.field("redirect")))
    }

    fn redirect(&mut self, node: &Node<'a>, path: &FieldPath) -> ListenerRedirect {
        let mut out = ListenerRedirect::default();
        for (name, field) in [
            ("status_code", &mut out.status_code),
            ("protocol", &mut out.protocol),
            ("host", &mut out.host),
            ("port", &mut out.port),
            ("path", &mut out.path),
            ("query", &mut out.query),
        ] {
            if let Some(text) = self.filled(node, name, Some(&path.field(name))) {
                *field = text;
            }
        }
        out
    }

    /// What actions do. A target group is taken to answer 200, and a client not to have signed in.
    pub fn action(&mut self, node: &Node<'a>, name: &str, path: &FieldPath) -> Option<Action> {
        let actions = self.nodes(node, name);
        let mut out = actions.first().map(|_| Action::default())?;
        for action in actions {
            match self.text(&action, "type", Some(path)).unwrap_or_default().as_str() {
                "fixed-response" => out.response = self.fixed_response(&action, path).unwrap_or_default(),
                "redirect" => {
                    let block = self.node(&action, "redirect");
                    out.redirect = block.map(|block| self.redirect(&block, path));
                }
                "forward" | "" => {}
                "authenticate-oidc" => out.authenticate = self.sign_in(&action, "authenticate_oidc"),
                "authenticate-cognito" => out.authenticate = self.sign_in(&action, "authenticate_cognito"),
                _ => self.lost(&action, "type", Reason::NotModelled),
            }
        }
        Some(out)
    }

    fn fixed_response(&mut self, action: &Node<'a>, path: &FieldPath) -> Option<Response> {
        let mut out = Response::default();
        let block = self.node(action, "fixed_response")?;
        if let Some(code) = self.number(&block, "status_code", Some(&path.field("status"))).and_then(status) {
            out.status = code;
        }
        out.body = self.text(&block, "message_body", Some(&path.field("body"))).unwrap_or_default();
        if let Some(kind) = self.filled(&block, "content_type", None) {
            out.headers.insert("content-type".to_owned(), kind.into());
        }
        Some(out)
    }

    /// What becomes of a client that has not signed in.
    fn sign_in(&mut self, action: &Node<'a>, name: &str) -> Option<SignIn> {
        let block = self.node(action, name)?;
        let otherwise = self.filled(&block, "on_unauthenticated_request", None);
        let sign_in = match otherwise.as_deref() {
            Some("allow") => return None,
            Some("deny") => SignIn::Deny,
            _ => SignIn::Authenticate,
        };
        self.assumed(action, Some(name), format!("authenticate = {}", sign_in.as_str()));
        Some(sign_in)
    }
}
