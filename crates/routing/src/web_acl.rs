//! What a web ACL does with a request: what the request says for the first one on its way (`viewer.waf`), else the
//! first rule that decides, else the default action.
//!
//! A rule that counts decides nothing. CAPTCHA answers 405 and the challenge 202 to a client without a token, each with
//! `x-amzn-waf-action`; the page that a browser gets with it is not shown. Of a body AWS WAF looks at 16 KB in front of
//! CloudFront and API Gateway, at 8 KB in front of a load balancer.
//!
//! Source: AWS WAF Developer Guide, "Using rule actions", "Oversize web request components", "Baseline rule groups",
//! "Sending custom responses for Block actions".

use std::borrow::Cow;
use std::net::IpAddr;

use hopscope_scenario::StatusCode;
use hopscope_scenario::request::{RuleAction, WafAction};
use hopscope_scenario::web_acl::{
    ByteMatch, Comparison, CustomResponse, FieldToMatch, IpSet, ManagedRuleGroup, OversizeHandling, Position,
    SizeConstraint, WebAcl, WebAclRule, WebAclStatement,
};
use ipnet::IpNet;

use crate::api_gateway::source::Source;
use crate::exchange::{Answer, Request};
use crate::rule::Rule;
use crate::text::Text;
use crate::trace::{Component, Detail};

/// What AWS WAF looks at of a body in front of CloudFront and API Gateway, in bytes.
pub const INSPECTED: usize = 16_384;

/// The same in front of a load balancer.
pub const INSPECTED_BY_LOAD_BALANCER: usize = 8_192;

/// AWS's core rule set.
const CORE_RULE_SET: &str = "AWSManagedRulesCommonRuleSet";

/// What a web ACL does with a request.
#[derive(Clone, Debug)]
pub struct Verdict<'s> {
    /// What becomes of the request: anything but `count`.
    pub action: RuleAction,
    /// The rule that decided; empty: the request's own word, or the default action.
    pub rule: Text,
    /// The rules that counted the request.
    pub counted: Vec<Text>,
    /// Whether neither a rule nor the request's own word had a say.
    pub by_default: bool,
    /// What is answered in place of 403.
    pub custom_response: Option<&'s CustomResponse>,
}

impl<'s> Verdict<'s> {
    /// Whether the request goes on.
    pub fn passes(&self) -> bool {
        self.action == RuleAction::Allow
    }

    /// What is answered to a request that does not go on.
    pub fn refusal(&self) -> Refusal<'s> {
        let status = |code| StatusCode::new(code).unwrap_or(StatusCode::FORBIDDEN);
        match (self.action, self.custom_response) {
            (RuleAction::Captcha, _) => Refusal::Interstitial(status(405), "captcha"),
            (RuleAction::Challenge, _) => Refusal::Interstitial(status(202), "challenge"),
            (_, Some(custom)) => Refusal::Custom(custom),
            (_, None) => Refusal::Plain,
        }
    }

    /// The values of the step that tells of it.
    pub fn detail(&self) -> Detail {
        let mut detail = Detail::none().with("action", self.action.as_str()).with("by_default", self.by_default);
        if !self.rule.is_empty() {
            detail = detail.with("rule", self.rule.clone());
        }
        if !self.counted.is_empty() {
            detail = detail.with("counted", self.counted.clone());
        }
        match self.custom_response {
            Some(custom) => detail.with("status", custom.response_code),
            None => detail,
        }
    }
}

/// What a web ACL answers.
#[derive(Clone, Copy, Debug)]
pub enum Refusal<'s> {
    /// The 403 of whatever it guards.
    Plain,
    /// CAPTCHA or the challenge: a status, and the value of `x-amzn-waf-action`.
    Interstitial(StatusCode, &'static str),
    /// The rule's own answer.
    Custom(&'s CustomResponse),
}

/// An answer of a web ACL's own, between the fields that its guard puts in front and behind.
pub fn answer(
    by: Component,
    rule: &'static Rule,
    refusal: Refusal<'_>,
    around: [&[(&'static str, &'static str)]; 2],
) -> Option<Answer> {
    let (status, body, content_type) = match refusal {
        Refusal::Plain => return None,
        Refusal::Interstitial(status, _) => (status, "", ""),
        Refusal::Custom(custom) => (custom.response_code, custom.content.as_str(), custom.content_type.as_str()),
    };
    let [before, behind] = around;
    let mut answer = Answer::refusal(by, rule, status);
    answer.headers = before.iter().copied().collect();
    let content_type = if content_type.is_empty() { "text/html" } else { content_type };
    if !body.is_empty() {
        answer.headers.add("content-type", content_type.to_owned());
    }
    answer.headers.add("content-length", body.len().to_string());
    match refusal {
        Refusal::Interstitial(_, action) => answer.headers.add("x-amzn-waf-action", action),
        Refusal::Custom(custom) => {
            for (name, values) in &custom.response_header {
                values.iter().for_each(|value| answer.headers.add(name.clone(), value.to_owned()));
            }
        }
        Refusal::Plain => {}
    }
    behind.iter().for_each(|(name, value)| answer.headers.add(*name, *value));
    answer.body = Text::copy(body);
    Some(answer)
}

/// What a web ACL, which looks at so much of a body, does with a request.
pub fn meet<'s>(web_acl: &'s WebAcl, request: &mut Request<'s>, inspected: usize) -> Verdict<'s> {
    let by_default = match web_acl.default_action {
        WafAction::Allow => RuleAction::Allow,
        WafAction::Block => RuleAction::Block,
    };
    let verdict = |action, rule, counted| Verdict { action, rule, counted, by_default: false, custom_response: None };
    match request.waf.take() {
        Some(RuleAction::Count) => return verdict(by_default, Text::EMPTY, vec!["viewer.waf".into()]),
        Some(said) => return verdict(said, Text::EMPTY, Vec::new()),
        None => {}
    }
    let mut rules: Vec<&WebAclRule> = Vec::new();
    for rule in &web_acl.rule {
        // A list is sorted by more code than there are rules in most.
        let place = rules.partition_point(|before| before.priority <= rule.priority);
        rules.insert(place, rule);
    }
    let mut counted = Vec::new();
    for rule in rules {
        let Some((name, action)) = matched(rule, request, inspected) else { continue };
        if action == RuleAction::Count {
            counted.push(name);
            continue;
        }
        let custom_response = rule.custom_response.as_ref().filter(|_| action == RuleAction::Block);
        return Verdict { custom_response, ..verdict(action, name, counted) };
    }
    Verdict { by_default: true, ..verdict(by_default, Text::EMPTY, counted) }
}

/// The name and the action of a rule that matches a request. For a rule group they are those of the rule within it.
fn matched(rule: &WebAclRule, request: &Request<'_>, inspected: usize) -> Option<(Text, RuleAction)> {
    if !holds(&rule.statement, request, inspected) {
        return None;
    }
    let Some(group) = &rule.statement.managed_rule_group_statement else {
        return Some((Text::copy(&rule.name), rule.action));
    };
    let within = within(group, request)?;
    let overridden = group.rule_action_override.get(within).copied();
    // `count` of the whole group takes the place of what its rules do.
    let action = if rule.action == RuleAction::Count { RuleAction::Count } else { overridden.unwrap_or(rule.action) };
    Some((format!("{} {within}", group.name).into(), action))
}

fn holds(statement: &WebAclStatement, request: &Request<'_>, inspected: usize) -> bool {
    statement.size_constraint_statement.as_ref().is_none_or(|size| has_size(size, request, inspected))
        && statement.byte_match_statement.as_ref().is_none_or(|bytes| has_text(bytes, request, inspected))
        && statement.ip_set_reference_statement.as_ref().is_none_or(|set| is_from(set, request))
        && statement.rate_based_statement.as_ref().is_none_or(|rate| rate.exceeded)
        && statement.managed_rule_group_statement.as_ref().is_none_or(|group| within(group, request).is_some())
        && statement.not_statement.as_ref().is_none_or(|inner| !holds(inner, request, inspected))
}

/// The length of a body; a scenario may state one in `content-length` that it does not write out.
fn body_length(request: &Request<'_>) -> usize {
    let stated = request.headers.get("content-length").and_then(|length| length.trim().parse().ok());
    stated.unwrap_or(0).max(request.body.len())
}

fn has_size(size: &SizeConstraint, request: &Request<'_>, inspected: usize) -> bool {
    let length = match size.field_to_match {
        FieldToMatch::Body => match (body_length(request), size.oversize_handling) {
            (length, OversizeHandling::Match) if length > inspected => return true,
            (length, OversizeHandling::NoMatch) if length > inspected => return false,
            (length, _) => length.min(inspected),
        },
        field => match part(field, &size.header_name, request) {
            Some(text) => text.len(),
            None => return false,
        },
    };
    let order = (length as u64).cmp(&size.size.into());
    match size.comparison_operator {
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        Comparison::Eq => order.is_eq(),
        Comparison::Ne => order.is_ne(),
    }
}

fn has_text(bytes: &ByteMatch, request: &Request<'_>, inspected: usize) -> bool {
    let Some(text) = part(bytes.field_to_match, &bytes.header_name, request) else { return false };
    let end = (0..=text.len().min(inspected)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = text.get(..end).unwrap_or_default();
    let wanted = bytes.search_string.as_str();
    match bytes.positional_constraint {
        Position::Contains => text.contains(wanted),
        Position::StartsWith => text.starts_with(wanted),
        Position::EndsWith => text.ends_with(wanted),
        Position::Exactly => text == wanted,
    }
}

/// A part of a request. None: a header field that it does not have.
fn part<'r>(field: FieldToMatch, header: &str, request: &'r Request<'_>) -> Option<Cow<'r, str>> {
    Some(match field {
        FieldToMatch::Body => Cow::Borrowed(&*request.body),
        FieldToMatch::UriPath => Cow::Borrowed(request.path.text().as_str()),
        FieldToMatch::QueryString => Cow::Borrowed(request.query.as_str()),
        FieldToMatch::Method => Cow::Borrowed(request.method.as_str()),
        FieldToMatch::SingleHeader if header.eq_ignore_ascii_case("host") => Cow::Borrowed(request.host.as_str()),
        FieldToMatch::SingleHeader => Cow::Borrowed(request.headers.get(header)?),
    })
}

fn is_from(set: &IpSet, request: &Request<'_>) -> bool {
    let Ok(address) = Source::of(request).ip.parse::<IpAddr>() else { return false };
    let covers = |range: &String| match range.parse::<IpNet>() {
        Ok(range) => range.contains(&address),
        Err(_) => range.parse::<IpAddr>() == Ok(address),
    };
    set.addresses.iter().any(covers)
}

/// The rule of a managed group that a request meets: one that is evaluated here, or the one that the scenario names.
fn within<'g>(group: &'g ManagedRuleGroup, request: &Request<'_>) -> Option<&'g str> {
    if group.name == CORE_RULE_SET {
        let cookies = request.headers.get("cookie").map_or(0, str::len);
        let sizes = [
            ("NoUserAgent_HEADER", !request.headers.has("user-agent") && group.met == "NoUserAgent_HEADER"),
            ("SizeRestrictions_QUERYSTRING", request.query.len() > 2_048),
            ("SizeRestrictions_Cookie_HEADER", cookies > 10_240),
            ("SizeRestrictions_BODY", body_length(request) > 8_192),
            ("SizeRestrictions_URIPATH", request.path.text().len() > 1_024),
        ];
        if let Some((name, _)) = sizes.into_iter().find(|(_, holds)| *holds) {
            return Some(name);
        }
    }
    Some(group.met.as_str()).filter(|met| !met.is_empty())
}
