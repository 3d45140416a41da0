//! Lambda functions: those that something on a request's way calls.

use std::collections::{BTreeSet, HashMap};

use hopscope_scenario::FieldPath;
use hopscope_scenario::lambda::{FunctionUrl, InvokeMode, Lambda, Permission};
use hopscope_scenario::rest_api::Authorization;

use crate::import::Fate;

use super::node::Node;
use super::{Mapper, item};

/// The variable in which functions of an exported scenario hold what they answer.
const ANSWER: &str = "HOPSCOPE_ANSWER";
/// The actions that a request's way leads through.
const ACTIONS: &[&str] = &["lambda:InvokeFunction", "lambda:InvokeFunctionUrl", "lambda:*", "*"];

impl<'a> Mapper<'a> {
    /// Maps the functions that integrations call or that have a URL.
    pub fn map_lambdas(&mut self) {
        let urls = self.of_kind("aws_lambda_function_url");
        for node in &urls {
            if let Some(name) = self.filled(node, "function_name", None) {
                self.called.entry(name_in(&name).unwrap_or(name)).or_insert(node.resource.span);
            }
        }
        let called: BTreeSet<String> = self.called.keys().cloned().collect();
        let declared: Vec<(String, Node<'a>)> = self
            .of_kind("aws_lambda_function")
            .into_iter()
            .map(|node| (self.attribute_of(&node, "id"), node))
            .collect();
        // In the order of the files; functions that are called and stand in no file come behind.
        let mut names: Vec<String> =
            declared.iter().map(|(name, _)| name.clone()).filter(|name| called.contains(name)).collect();
        let mut by_name: HashMap<&str, &Node<'a>> = HashMap::new();
        for (name, node) in &declared {
            by_name.entry(name).or_insert(node);
        }
        names.extend(called.into_iter().filter(|name| !by_name.contains_key(name.as_str())));
        let mut permissions: HashMap<String, Vec<Node<'a>>> = HashMap::new();
        for permission in self.of_kind("aws_lambda_permission") {
            let named = self.filled(&permission, "function_name", None).unwrap_or_default();
            permissions.entry(name_in(&named).unwrap_or(named)).or_default().push(permission);
        }
        for name in names {
            let path = item("lambdas", self.scenario.lambdas.len());
            let node = by_name.get(name.as_str()).copied();
            let own = permissions.remove(&name).unwrap_or_default();
            let mut out = Lambda { name: name.clone(), ..Lambda::default() };
            out.permissions = self.permissions(own, node, &path.field("permissions"));
            out.function_url = self.function_url(&name, &urls, &path.field("function_url"));
            self.open_url(&mut out, &urls);
            if let Some(seconds) = node.and_then(|node| self.whole(node, "timeout", Some(&path.field("timeout")))) {
                out.timeout = seconds;
            }
            if let Some(told) = node.and_then(|node| self.answer_of(node, ANSWER)) {
                read_answer(&told, &mut out);
            }
            self.scenario.lambdas.push(out);
            if let Some(node) = node {
                self.mapped(node, &path);
            }
        }
        for alias in self.of_kind("aws_lambda_alias") {
            self.folded(&alias);
        }
    }

    /// A variable of a function's environment that says what it answers.
    pub fn answer_of(&mut self, node: &Node<'a>, name: &str) -> Option<String> {
        let environment = self.node(node, "environment")?;
        let variables = environment.peek("variables")?;
        self.letters_of(variables.value.get(name)?)
    }

    /// The statements of a function's policy. Where the function itself is in the files, they are all there is;
    /// where it is not, its policy is not known, and whoever calls it may.
    fn permissions(
        &mut self,
        own: Vec<Node<'a>>,
        node: Option<&Node<'a>>,
        path: &FieldPath,
    ) -> Option<Vec<Permission>> {
        let mut out = Vec::new();
        for permission in own {
            let at = path.index(out.len());
            let mut mapped = Permission::default();
            if let Some(principal) = self.filled(&permission, "principal", Some(&at.field("principal"))) {
                mapped.principal = principal;
            }
            if let Some(action) = self.filled(&permission, "action", Some(&at.field("action"))) {
                mapped.action = action;
            }
            if !ACTIONS.iter().any(|action| action.eq_ignore_ascii_case(&mapped.action)) {
                continue;
            }
            let arn = self.filled(&permission, "source_arn", Some(&at.field("source_arn")));
            mapped.source_arn = arn.unwrap_or_default();
            out.push(mapped);
            self.mapped(&permission, &at);
            const IGNORED: &[&str] = &[
                "statement_id",
                "statement_id_prefix",
                "qualifier",
                "source_account",
                "event_source_token",
                "function_url_auth_type",
                "principal_org_id",
                "invoked_via_function_url",
            ];
            self.finish(&permission, IGNORED);
        }
        if out.is_empty() {
            let node = node?;
            // A module that was not given may hold the permission.
            if self.has_missing_modules() {
                self.assumed(node, None, "aws_lambda_permission");
                return None;
            }
        }
        Some(out)
    }

    /// Terraform's provider lets everyone call a URL without authorization, by two statements of its own. Source: its
    /// documentation of `aws_lambda_function_url` (6.28; the second statement is as young as Lambda's need for it).
    fn open_url(&mut self, out: &mut Lambda, urls: &[Node<'a>]) {
        let is_none = out.function_url.as_ref().is_some_and(|url| url.authorization_type == Authorization::None);
        let (true, Some(permissions)) = (is_none, &mut out.permissions) else { return };
        let own = urls.iter().find(|node| {
            let named = node.peek("function_name").and_then(|entry| self.letters_of(&entry.value)).unwrap_or_default();
            super::render::kind_of(&node.resource.address) == "aws_lambda_function_url"
                && name_in(&named).unwrap_or(named) == out.name
        });
        let Some(own) = own else { return };
        let mut added = Vec::new();
        for action in ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"] {
            let there =
                permissions.iter().any(|each| each.principal == "*" && each.action.eq_ignore_ascii_case(action));
            if !there {
                let permission =
                    Permission { principal: "*".to_owned(), action: action.to_owned(), ..Permission::default() };
                permissions.push(permission);
                added.push(action);
            }
        }
        if !added.is_empty() {
            self.assumed(own, Some("authorization_type"), format!("aws_lambda_permission {}", added.join(", ")));
        }
    }

    /// Whether part of what was meant to be deployed was not given.
    pub fn has_missing_modules(&self) -> bool {
        self.report.iter().any(|entry| {
            entry.fate == Fate::Lost && matches!(entry.reason, Some(crate::import::Reason::ModuleMissing(_)))
        })
    }

    fn function_url(&mut self, name: &str, urls: &[Node<'a>], path: &FieldPath) -> Option<FunctionUrl> {
        for node in urls {
            let named = self.filled(node, "function_name", None).unwrap_or_default();
            if name_in(&named).unwrap_or(named) != name {
                continue;
            }
            let url = self.attribute_of(node, "function_url");
            let host = url.trim_start_matches("https://").trim_end_matches('/').to_owned();
            let words = |word: &str| Authorization::from_word(&word.to_ascii_uppercase());
            let kind = self.word(node, "authorization_type", &path.field("authorization_type"), words);
            let mut out = FunctionUrl {
                domain_name: host,
                authorization_type: kind.unwrap_or_default(),
                ..FunctionUrl::default()
            };
            let mode = self.word(node, "invoke_mode", &path.field("invoke_mode"), InvokeMode::from_word);
            out.invoke_mode = mode.unwrap_or_default();
            if let Some(cors) = self.node(node, "cors") {
                out.cors = Some(self.cors(&cors, &path.field("cors")));
            }
            self.mapped(node, path);
            self.finish(node, &["qualifier", "function_url", "url_id", "function_arn"]);
            return Some(out);
        }
        None
    }
}

/// What a function of an exported scenario answers, as the scenario had it.
fn read_answer(told: &str, out: &mut Lambda) {
    let Ok(answer) = serde_json::from_str::<serde_json::Value>(told) else { return };
    let wrapped = serde_json::json!({"hopscope": 1, "lambdas": [answer]});
    let Ok(scenario) = hopscope_scenario::Scenario::from_value(wrapped) else { return };
    if let Some(read) = scenario.lambdas.into_iter().next() {
        out.response = read.response;
        out.responses = read.responses;
        out.outcome = read.outcome;
    }
}

/// The function that an ARN or an integration's URI names.
pub(crate) fn name_in(text: &str) -> Option<String> {
    let arn = match text.split_once("functions/") {
        // `/invocations`, `/response-streaming-invocations`.
        Some((_, arn)) => arn.split('/').next().unwrap_or(arn),
        None => text,
    };
    let (_, rest) = arn.split_once(":function:").or_else(|| arn.split_once(":function/"))?;
    // A stage variable may stand for a name, and holds no colon: `${stageVariables.fn}`.
    let name = rest.split(':').next().unwrap_or(rest);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_named_by_arns_and_uris() {
        let arn = "arn:aws:lambda:us-east-1:111122223333:function:hello";
        let uri = format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}:live/invocations");
        assert_eq!(name_in(arn).as_deref(), Some("hello"));
        assert_eq!(name_in(&uri).as_deref(), Some("hello"));
        assert_eq!(name_in("https://example.com/"), None);
    }
}
