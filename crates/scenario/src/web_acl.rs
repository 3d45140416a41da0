//! AWS WAF web ACLs: rules in order of priority, then a default action.
//!
//! Source of names: Terraform `aws_wafv2_web_acl`. Of its statements those are here on which reports turn; what they
//! say of a request that a scenario cannot know, as a rate, they say as a verdict.

use crate::Map;

use crate::record::{choice, record};
use crate::request::{Headers, RuleAction, WafAction};
use crate::status_code::StatusCode;

record! {
    /// An AWS WAF web ACL. What a request says itself (`viewer.waf`) goes before its rules.
    pub struct WebAcl {
        /// What it does with a request that no rule of it decides.
        pub default_action: WafAction,
        /// Its rules; the one with the lowest priority comes first.
        pub rule: Vec<WebAclRule>,
    }
}

record! {
    /// A rule of a web ACL.
    pub struct WebAclRule {
        /// Its name.
        pub name: String,
        /// Its place: rules are tried from the lowest number.
        pub priority: u32,
        /// What it does with a request that its statement matches. A managed rule group does so with what its own rules
        /// match.
        pub action: RuleAction = RuleAction::Block,
        /// What a rule that blocks answers in place of 403.
        pub custom_response: Option<CustomResponse>,
        /// Which requests it matches.
        pub statement: WebAclStatement,
    }
}

record! {
    /// The answer of a rule that blocks.
    pub struct CustomResponse {
        /// The status.
        pub response_code: StatusCode = StatusCode::FORBIDDEN,
        /// Header fields.
        pub response_header: Headers,
        /// The content of the custom response body.
        pub content: String,
        /// Its media type.
        pub content_type: String,
    }
}

record! {
    /// What a rule matches. Of several parts all must hold; without any, every request is matched.
    pub struct WebAclStatement {
        /// The size of a part of the request.
        pub size_constraint_statement: Option<SizeConstraint>,
        /// A text in a part of the request.
        pub byte_match_statement: Option<ByteMatch>,
        /// The address that the request comes from.
        pub ip_set_reference_statement: Option<IpSet>,
        /// How often such requests come.
        pub rate_based_statement: Option<Rate>,
        /// A group of rules that AWS keeps.
        pub managed_rule_group_statement: Option<ManagedRuleGroup>,
        /// What must not hold.
        pub not_statement: Option<Box<WebAclStatement>>,
    }
}

record! {
    /// A size that a part of the request is compared with.
    pub struct SizeConstraint {
        /// The part.
        pub field_to_match: FieldToMatch,
        /// The name of the header field, for `single_header`.
        pub header_name: String,
        /// How it is compared.
        pub comparison_operator: Comparison,
        /// The size, in bytes.
        pub size: u32,
        /// What a body beyond what AWS WAF looks at counts as.
        pub oversize_handling: OversizeHandling,
    }
}

record! {
    /// A text that a part of the request is searched for.
    pub struct ByteMatch {
        /// The part.
        pub field_to_match: FieldToMatch,
        /// The name of the header field, for `single_header`.
        pub header_name: String,
        /// Where the text must stand.
        pub positional_constraint: Position,
        /// The text.
        pub search_string: String,
    }
}

record! {
    /// Addresses, as the set that the statement refers to holds them.
    pub struct IpSet {
        /// Address ranges, as `203.0.113.0/24`.
        pub addresses: Vec<String>,
    }
}

record! {
    /// A rate limit. A scenario says whether it is exceeded.
    pub struct Rate {
        /// Requests within the evaluation window.
        pub limit: u32,
        /// Whether this client has sent more.
        pub exceeded: bool,
    }
}

record! {
    /// A managed rule group. Of AWS's core rule set the rules about sizes and a missing user agent are evaluated; what
    /// else a request meets, the scenario says.
    pub struct ManagedRuleGroup {
        /// Who keeps it.
        pub vendor_name: String = "AWS".to_owned(),
        /// Its name, as `AWSManagedRulesCommonRuleSet`.
        pub name: String,
        /// What rules of it do in place of blocking.
        pub rule_action_override: Map<String, RuleAction>,
        /// A rule of it that the request meets, as `CrossSiteScripting_BODY`. Empty: none but those that are evaluated.
        pub met: String,
    }
}

choice! {
    /// A part of a request.
    pub enum FieldToMatch {
        /// The body, as far as AWS WAF looks at it.
        #[default]
        Body = "body",
        /// The path.
        UriPath = "uri_path",
        /// The query string, without `?`.
        QueryString = "query_string",
        /// The method.
        Method = "method",
        /// The value of one header field.
        SingleHeader = "single_header",
    }
}

choice! {
    /// How a size is compared.
    pub enum Comparison {
        /// Greater.
        #[default]
        Gt = "GT",
        /// Greater or equal.
        Ge = "GE",
        /// Less.
        Lt = "LT",
        /// Less or equal.
        Le = "LE",
        /// Equal.
        Eq = "EQ",
        /// Not equal.
        Ne = "NE",
    }
}

choice! {
    /// What a body that is longer than AWS WAF looks at counts as.
    pub enum OversizeHandling {
        /// What of it was looked at decides.
        #[default]
        Continue = "CONTINUE",
        /// It matches.
        Match = "MATCH",
        /// It does not match.
        NoMatch = "NO_MATCH",
    }
}

choice! {
    /// Where a text must stand.
    pub enum Position {
        /// Anywhere.
        #[default]
        Contains = "CONTAINS",
        /// At the beginning.
        StartsWith = "STARTS_WITH",
        /// At the end.
        EndsWith = "ENDS_WITH",
        /// The whole.
        Exactly = "EXACTLY",
    }
}
