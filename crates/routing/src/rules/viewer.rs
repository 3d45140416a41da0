//! What the client itself does.

use crate::rule::rules;

rules! {
    /// A URL that no client can request.
    URL_INVALID = Documented ViewerUrlInvalid, [
        "https://www.rfc-editor.org/rfc/rfc9110#section-4.2",
    ];
}
