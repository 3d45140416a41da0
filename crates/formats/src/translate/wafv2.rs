//! Web ACLs.

use super::Field;
use super::To::{Deep, Name};

pub(super) const WEB_ACL: &[Field] = &[
    Field("ARN", Name("arn")),
    Field("DefaultAction", Deep("default_action")),
    Field("Rules", Deep("rule")),
    Field("CustomResponseBodies", Deep("custom_response_bodies")),
];

pub(super) const IP_SET: &[Field] = &[Field("ARN", Name("arn"))];

pub(super) const ASSOCIATION: &[Field] = &[Field("WebACLArn", Name("web_acl_arn"))];
