//! Amazon S3. The name that is connected to says which of the two endpoints answers; the `Host` names the bucket.
//!
//! | module | decides |
//! | --- | --- |
//! | [`endpoint`] | what a name means: which endpoint, region and bucket |
//! | [`rest`] | what the REST endpoint answers |
//! | [`query_authentication`] | what a query string authenticates |
//! | [`website`] | what a website endpoint answers |
//! | [`guard`], [`cors`] | conditions of the bucket policy, KMS keys, CORS rules |
//! | [`error`] | S3's errors, as XML and as a page |
//! | [`object`] | the answer that is an object |

pub mod cors;
pub mod endpoint;
pub mod error;
pub mod guard;
pub mod object;
pub mod query_authentication;
pub mod rest;
pub mod website;
