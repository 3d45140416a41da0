//! Resource policies of REST APIs.

use crate::Map;

use serde_json::Value;

use crate::one_or_many::OneOrMany;
use crate::record::{choice, record};

record! {
    /// A resource policy: the short form (`effect` with `ip` or `not_ip`), or an IAM policy document as AWS writes it
    /// (`Version`, `Statement`). A short form with `"effect": "Deny"` allows whatever it does not deny.
    pub struct ResourcePolicy {
        /// What the short form does with the callers that it names. Absent: the policy is a document.
        pub effect: Option<Effect>,
        /// Short form: the IP ranges it is for. Empty: all.
        pub ip: Vec<String>,
        /// Short form: the IP ranges it is not for.
        pub not_ip: Vec<String>,
        /// Document: the version of the policy language.
        pub version ["Version"]: String,
        /// Document: its id.
        pub id ["Id"]: String,
        /// Document: the statements.
        pub statement ["Statement"]: Vec<Statement>,
    }
}

choice! {
    /// What a statement does.
    pub enum Effect {
        /// Lets pass.
        #[default]
        Allow = "Allow",
        /// Refuses, whatever else allows.
        Deny = "Deny",
    }
}

record! {
    /// A statement of a policy document. Source: IAM User Guide, "IAM JSON policy elements reference".
    pub struct Statement {
        /// Its name.
        pub sid ["Sid"]: String,
        /// What it does.
        pub effect ["Effect"]: Effect,
        /// Whom it is for: `*`, or an object such as `{"AWS": "arn:…"}`.
        pub principal ["Principal"]: Option<Value>,
        /// Whom it is not for.
        pub not_principal ["NotPrincipal"]: Option<Value>,
        /// The actions it is for.
        pub action ["Action"]: OneOrMany,
        /// The actions it is not for.
        pub not_action ["NotAction"]: OneOrMany,
        /// The resources it is for.
        pub resource ["Resource"]: OneOrMany,
        /// The resources it is not for.
        pub not_resource ["NotResource"]: OneOrMany,
        /// The conditions: operator, then key, then one value or several.
        pub condition ["Condition"]: Map<String, Map<String, Value>>,
    }
}
