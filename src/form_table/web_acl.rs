//! The fields of AWS WAF.

use hopscope_scenario::request::{RuleAction, WafAction};
use hopscope_scenario::web_acl::{Comparison, FieldToMatch, OversizeHandling, Position};

use super::Form;
use super::Widget::{Area, Choice, Items, Lines, Maybe, Number, Pairs, Record, Text, Tick};

pub const FORMS: &[Form] = &[
    Form {
        record: "WebAcl",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html",
        rows: &[("default_action", Choice(WafAction::WORDS, "allow")), ("rule", Items("WebAclRule"))],
    },
    Form {
        record: "WebAclRule",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html",
        rows: &[
            ("name", Text("")),
            ("priority", Number(Some(0))),
            ("action", Choice(RuleAction::WORDS, "block")),
            ("custom_response", Maybe("CustomResponse")),
            ("statement", Record("WebAclStatement")),
        ],
    },
    Form {
        record: "CustomResponse",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_CustomResponse.html",
        rows: &[
            ("response_code", Number(Some(403))),
            ("response_header", Pairs),
            ("content", Area),
            ("content_type", Text("")),
        ],
    },
    Form {
        record: "WebAclStatement",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_Statement.html",
        rows: &[
            ("size_constraint_statement", Maybe("SizeConstraint")),
            ("byte_match_statement", Maybe("ByteMatch")),
            ("ip_set_reference_statement", Maybe("IpSet")),
            ("rate_based_statement", Maybe("Rate")),
            ("managed_rule_group_statement", Maybe("ManagedRuleGroup")),
            ("not_statement", Maybe("WebAclStatement")),
        ],
    },
    Form {
        record: "SizeConstraint",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_SizeConstraintStatement.html",
        rows: &[
            ("field_to_match", Choice(FieldToMatch::WORDS, "body")),
            ("header_name", Text("")),
            ("comparison_operator", Choice(Comparison::WORDS, "GT")),
            ("size", Number(Some(0))),
            ("oversize_handling", Choice(OversizeHandling::WORDS, "CONTINUE")),
        ],
    },
    Form {
        record: "ByteMatch",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_ByteMatchStatement.html",
        rows: &[
            ("field_to_match", Choice(FieldToMatch::WORDS, "body")),
            ("header_name", Text("")),
            ("positional_constraint", Choice(Position::WORDS, "CONTAINS")),
            ("search_string", Text("")),
        ],
    },
    Form {
        record: "IpSet",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_IPSetReferenceStatement.html",
        rows: &[("addresses", Lines)],
    },
    Form {
        record: "Rate",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html",
        rows: &[("limit", Number(Some(0))), ("exceeded", Tick(false))],
    },
    Form {
        record: "ManagedRuleGroup",
        source: "https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupStatement.html",
        rows: &[("vendor_name", Text("AWS")), ("name", Text("")), ("rule_action_override", Pairs), ("met", Text(""))],
    },
];
