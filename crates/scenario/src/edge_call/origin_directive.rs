//! What a CloudFront Function may ask of the origin.

use serde::{Deserialize, Serialize};

/// A call of one of the `cloudfront` module's origin helpers.
///
/// The arguments stay as the JSON text that the code gave, since what is left out is inherited from the origin that
/// the behaviour names. Their shape has been checked: a directive that is handed on has the required fields with the
/// right types (AWS documentation, "Helper methods for origin modification").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "helper", rename_all = "snake_case")]
pub enum OriginDirective {
    /// `cf.updateRequestOrigin(properties)`.
    UpdateRequestOrigin {
        /// The properties, as JSON text.
        properties: String,
    },
    /// `cf.selectRequestOriginById(id, overrides)`.
    SelectRequestOriginById {
        /// The id of an origin of the same distribution.
        origin_id: String,
        /// `hostHeader`, `sni` and `allowedCertificateNames`, as JSON text.
        overrides: Option<String>,
    },
    /// `cf.createRequestOriginGroup(properties)`.
    CreateRequestOriginGroup {
        /// The properties, as JSON text.
        properties: String,
    },
}
