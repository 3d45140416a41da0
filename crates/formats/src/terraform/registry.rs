//! Registry modules that are understood from their inputs: each is written again here, as a configuration of the
//! resources that it makes of them.

use hcl_edit::structure::Body;

use crate::resource::Resource;
use crate::source::{FileId, Span};
use crate::value::{Kind, Piece, Value};

/// The first file id of modules that are not among the user's files.
pub const FIRST_FILE: u32 = 0x8000_0000;

/// A module that is understood.
pub struct Builtin {
    /// Its name here.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Its text, read.
    pub body: Body,
    /// The id of its file.
    pub file: FileId,
}

/// Name, text.
const MODULES: &[(&str, &str)] = &[
    ("cloudfront", include_str!("registry/cloudfront.tf")),
    ("apigateway-v2", include_str!("registry/apigateway-v2.tf")),
    ("lambda", include_str!("registry/lambda.tf")),
    ("s3-bucket", include_str!("registry/s3-bucket.tf")),
    ("label", include_str!("registry/label.tf")),
    ("cloudfront-s3-cdn", include_str!("registry/cloudfront-s3-cdn.tf")),
    ("api-gateway-enable-cors", include_str!("registry/api-gateway-enable-cors.tf")),
    ("acm", include_str!("registry/acm.tf")),
];

/// Source in the registry, name here.
const SOURCES: &[(&str, &str)] = &[
    ("terraform-aws-modules/cloudfront/aws", "cloudfront"),
    ("terraform-aws-modules/apigateway-v2/aws", "apigateway-v2"),
    ("terraform-aws-modules/lambda/aws", "lambda"),
    ("terraform-aws-modules/s3-bucket/aws", "s3-bucket"),
    ("terraform-aws-modules/acm/aws", "acm"),
    ("cloudposse/label/null", "label"),
    ("cloudposse/cloudfront-s3-cdn/aws", "cloudfront-s3-cdn"),
    ("cloudposse/s3-bucket/aws", "s3-bucket"),
    ("squidfunk/api-gateway-enable-cors/aws", "api-gateway-enable-cors"),
];

/// Those that the texts may call, read; reading all of them would take longer than reading what most people have.
pub fn bodies(texts: &[&str]) -> Vec<Builtin> {
    let called = |name: &str| {
        let sources = SOURCES.iter().filter(|(_, other)| *other == name);
        let stems = sources.flat_map(|(source, _)| {
            let mut parts = source.split('/');
            let (owner, stem, provider) = (parts.next(), parts.next(), parts.next());
            let (owner, stem, provider) =
                (owner.unwrap_or_default(), stem.unwrap_or_default(), provider.unwrap_or_default());
            [format!("{owner}/{stem}/{provider}"), format!("{owner}/terraform-{provider}-{stem}")]
        });
        let stems: Vec<String> = stems.collect();
        texts.iter().any(|text| stems.iter().any(|stem| text.contains(stem)))
    };
    let mut names: Vec<&str> = MODULES.iter().map(|(name, _)| *name).filter(|name| called(name)).collect();
    // Others name what they make by the label.
    if names.iter().any(|name| matches!(*name, "s3-bucket" | "cloudfront-s3-cdn")) && !names.contains(&"label") {
        names.push("label");
    }
    let mut out = Vec::new();
    for (name, text) in MODULES.iter().filter(|(name, _)| names.contains(name)) {
        let file = FileId(FIRST_FILE + u32::try_from(out.len()).unwrap_or(0));
        let body = hcl_edit::parser::parse_body(text).unwrap_or_default();
        out.push(Builtin { name, text, body, file });
    }
    out
}

/// The name here of the module that a source names, by the registry or by its repository.
pub fn understood(source: &str, _version: Option<&str>) -> Option<&'static str> {
    let plain = source.split("?ref=").next().unwrap_or(source);
    let plain = plain.trim_start_matches("registry.terraform.io/").trim_end_matches(".git");
    let found = SOURCES.iter().find(|(name, _)| *name == plain);
    found.or_else(|| SOURCES.iter().find(|(name, _)| is_repository(plain, name))).map(|(_, name)| *name)
}

/// Whether a git address is of the repository that a module is published from: `…/terraform-aws-modules/
/// terraform-aws-cloudfront` for `terraform-aws-modules/cloudfront/aws`.
fn is_repository(address: &str, module: &str) -> bool {
    let mut parts = module.split('/');
    let (Some(owner), Some(name), Some(provider)) = (parts.next(), parts.next(), parts.next()) else { return false };
    address.contains("git") && address.ends_with(&format!("{owner}/terraform-{provider}-{name}"))
}

/// Puts what stands in a module's text here at the call that the user wrote.
pub fn relocate(resource: &mut Resource, call: Option<Span>) {
    let moved = |span: Option<Span>| match span {
        Some(span) if span.file.0 >= FIRST_FILE => call,
        other => other,
    };
    resource.span = call;
    resource.calls.retain(|call| call.file.0 < FIRST_FILE);
    if let Some(repeated) = &mut resource.repeated {
        repeated.span = moved(repeated.span);
    }
    relocate_value(&mut resource.attributes, &moved);
}

fn relocate_value(value: &mut Value, moved: &dyn Fn(Option<Span>) -> Option<Span>) {
    value.span = moved(value.span);
    match &mut value.kind {
        Kind::List(items) => items.iter_mut().for_each(|item| relocate_value(item, moved)),
        Kind::Object(object) => {
            for entry in &mut object.0 {
                relocate_value(&mut entry.value, moved);
                let own = entry.value.span;
                // Where the user wrote the value is better to know than where the module is called.
                entry.at = match entry.at {
                    Some(at) if at.file.0 >= FIRST_FILE => own.or_else(|| moved(entry.at)),
                    other => other,
                };
            }
        }
        Kind::Either(either) => {
            relocate_value(&mut either.then, moved);
            relocate_value(&mut either.otherwise, moved);
        }
        Kind::Repeated(each) => {
            each.why.span = moved(each.why.span);
            relocate_value(&mut each.item, moved);
        }
        Kind::Unknown(unknown) => unknown.span = moved(unknown.span),
        Kind::Text(text) => {
            for piece in &mut text.0 {
                if let Piece::Unknown(unknown) = piece {
                    unknown.span = moved(unknown.span);
                }
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_texts_are_read() {
        for (name, text) in MODULES {
            assert!(
                hcl_edit::parser::parse_body(text).is_ok(),
                "{name}: {:?}",
                hcl_edit::parser::parse_body(text).err()
            );
        }
    }

    #[test]
    fn sources_are_understood() {
        for (source, expected) in [
            ("terraform-aws-modules/cloudfront/aws", Some("cloudfront")),
            ("registry.terraform.io/cloudposse/label/null", Some("label")),
            ("git::https://github.com/cloudposse/terraform-null-label.git?ref=0.25.0", Some("label")),
            ("github.com/terraform-aws-modules/terraform-aws-lambda", Some("lambda")),
            ("example/cloudfront/aws", None),
        ] {
            assert_eq!(understood(source, None), expected, "{source}");
        }
    }
}
