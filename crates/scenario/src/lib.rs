//! What a Hopscope user describes, as types, as a JSON file and as a link.
//!
//! | module | holds |
//! | --- | --- |
//! | [`scenario`] | [`Scenario`], the root of everything |
//! | [`request`] | the requests and what is expected of them |
//! | [`distribution`], [`cache_behavior`], [`cloudfront_policy`], [`edge_function`] | CloudFront |
//! | [`edge_call`] | what is asked of whoever runs edge code, and the answer |
//! | [`rest_api`], [`http_api`], [`domain_name`], [`resource_policy`] | API Gateway |
//! | [`lambda`], [`origin_server`] | what answers in the end |
//! | [`response`] | answers that a scenario prescribes |
//! | [`json`] | [`Scenario::from_json`], [`Scenario::to_json`] |
//! | [`link`] | [`Scenario::to_link`], [`Scenario::from_link`] |
//! | [`limits`] | how much of a file is read |
//! | [`problem`] | [`Scenario::problems`]: what reads well and yet points nowhere, or AWS would refuse |
//! | `schema` | the JSON Schema of the file (feature `schema`) |
//! | [`error`], [`field_path`], [`syntax_fault`] | what is wrong, and where |
//! | [`setting`] | [`Part`] and [`Setting`]: places of a scenario that cost next to nothing to name |
//! | [`path_pattern`], [`status_code`], [`one_or_many`] | values with rules of their own |
//! | [`edit`] | [`Edit`]: a change, addressed by field path |
//! | [`mod@difference`] | the edits that lead from one scenario to another |
//! | `rename` | [`Scenario::renamed`]: another name for a part, and for all that refers to it |
//! | `record`, `field`, `json_writer` | how the types are declared, read and written |
//! | `unknown` | unknown fields |
//!
//! *Invariants.* No I/O, no clock, no browser. Reading never panics and never loses a field it does not know.
//! Reading what was written gives the same scenario. A field of a type here is a field of the file, with Terraform's
//! name for it wherever Terraform has one.

mod record;
mod unknown;

pub mod cache_behavior;
pub mod cloudfront_policy;
pub mod difference;
pub mod distribution;
pub mod domain_name;
pub mod edge_call;
pub mod edge_function;
pub mod edit;
pub mod error;
mod field;
pub mod field_path;
pub mod http_api;
pub mod json;
mod json_writer;
pub mod lambda;
pub mod limits;
pub mod link;
mod map;
pub mod one_or_many;
pub mod origin_server;
pub mod path_pattern;
pub mod problem;
mod rename;
pub mod request;
pub mod resource_policy;
pub mod response;
pub mod rest_api;
pub mod scenario;
#[cfg(feature = "schema")]
pub mod schema;
pub mod setting;
pub mod status_code;
pub mod syntax_fault;
pub mod web_acl;

pub use difference::difference;
pub use edit::Edit;
pub use error::{Allowed, ScenarioError};
pub use field_path::FieldPath;
pub use limits::Limit;
pub use link::LinkError;
pub use map::Map;
pub use one_or_many::OneOrMany;
pub use path_pattern::PathPattern;
pub use problem::{PathForm, Problem, ProblemKind, StageNameForm};
pub use scenario::Scenario;
pub use setting::{Part, Setting};
pub use status_code::StatusCode;
pub use syntax_fault::SyntaxFault;
