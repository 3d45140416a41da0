//! One deployed part in Terraform's spelling, whatever format it was written in.
//!
//! A reader of a format yields resources; the mapper alone knows what they mean. Types, attribute names and nesting
//! are those of Terraform's AWS provider (`aws_cloudfront_distribution` with `origin`, `ordered_cache_behavior`, …): a
//! CloudFormation `AWS::CloudFront::Distribution` or the output of `aws cloudfront get-distribution` is translated by
//! its reader.

use crate::source::Span;
use crate::value::{Unknown, Value};

/// One deployed part.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Its address, by which values refer to it: `module.cdn.aws_cloudfront_distribution.this[0]`, a logical id, an
    /// ARN or an id.
    pub address: String,
    /// Its type, as `aws_cloudfront_distribution`. What Terraform has no type for keeps the name of its own format.
    pub kind: String,
    /// Its attributes: an object.
    pub attributes: Value,
    /// Where it stands.
    pub span: Option<Span>,
    /// The module calls that lead to it, outermost first.
    pub calls: Vec<Span>,
    /// Whether it is "0 to n of this", and why.
    pub repeated: Option<Unknown>,
}
