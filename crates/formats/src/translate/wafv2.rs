//! Web ACLs.

use super::Field;
use super::To::{Block, Name};

const ACTION: &[Field] = &[
    Field("Allow", Block("allow", &[])),
    Field("Block", Block("block", &[])),
    Field("Count", Block("count", &[])),
    Field("Captcha", Block("captcha", &[])),
    Field("Challenge", Block("challenge", &[])),
];

pub(super) const WEB_ACL: &[Field] = &[
    Field("ARN", Name("arn")),
    Field("DefaultAction", Block("default_action", ACTION)),
    Field(
        "Rules",
        Block("rule", &[Field("Action", Block("action", ACTION)), Field("Statement", Block("statement", &[]))]),
    ),
];

pub(super) const ASSOCIATION: &[Field] = &[Field("WebACLArn", Name("web_acl_arn"))];
