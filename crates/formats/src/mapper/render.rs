//! Texts with handles as letters, and the placeholders of what only AWS knows.
//!
//! A placeholder has the shape of what it stands for and is made from the resource's address: the same files give the
//! same scenario, and both ends of a tie give the same text. Its stem is always the same and its last letters tell it
//! from others: so it is known for what it is, and takes little room in a link.

use crate::computed;
use crate::import::{Ask, Question};
use crate::resource::Resource;
use crate::value::{Handle, Piece, Text, Value};

use super::{Mapper, why_text};

/// The account of what belongs to no known account: one of those that AWS's documentation uses.
pub(crate) const ACCOUNT: &str = "111122223333";
/// How often a placeholder is drawn anew because another resource has the same.
const MOST_DRAWS: usize = 40;
/// How far a handle may lead to another.
const MAX_STEPS: usize = 12;

impl Mapper<'_> {
    /// The letters of a text.
    pub fn letters(&self, text: &Text) -> String {
        self.letters_within(text, MAX_STEPS)
    }

    /// The letters of a value that is text, or none.
    pub fn letters_of(&self, value: &Value) -> Option<String> {
        value.to_text().map(|text| self.letters(&text))
    }

    fn letters_within(&self, text: &Text, steps: usize) -> String {
        let mut out = String::new();
        for piece in &text.0 {
            match piece {
                Piece::Known(letters) => out.push_str(letters),
                Piece::Handle(handle) => out.push_str(&self.handle_letters(handle, steps)),
                Piece::Unknown(unknown) => {
                    out.push_str("${");
                    out.push_str(&why_text(&unknown.why));
                    out.push('}');
                }
            }
        }
        out
    }

    fn handle_letters(&self, handle: &Handle, steps: usize) -> String {
        if let Some(text) = self.of_account(handle) {
            return text;
        }
        let Some(steps) = steps.checked_sub(1) else { return String::new() };
        let resource = self.resource(&handle.resource);
        let kind = resource.map_or_else(|| kind_of(&handle.resource), |resource| resource.kind.as_str());
        if let Some(resource) = resource {
            let computed = resource
                .attributes
                .get(&handle.attribute)
                .cloned()
                .or_else(|| computed::attribute(kind, &resource.address, &resource.attributes, &handle.attribute));
            // A handle to itself says nothing; a placeholder does.
            let text = computed
                .and_then(|value| value.to_text())
                .filter(|text| !text.0.iter().any(|piece| matches!(piece, Piece::Handle(other) if other == handle)));
            if let Some(text) = text {
                return self.letters_within(&text, steps);
            }
            if kind == "aws_api_gateway_resource" && handle.attribute == "path" {
                return self.resource_path(resource).unwrap_or_default();
            }
        } else {
            let nothing = Value::object::<&str>([]);
            if let Some(text) = computed::attribute(kind, &handle.resource, &nothing, &handle.attribute)
                .and_then(|value| value.to_text())
            {
                return self.letters_within(&text, steps);
            }
        }
        self.placeholder(kind, handle, resource)
    }

    /// What belongs to whoever deploys.
    fn of_account(&self, handle: &Handle) -> Option<String> {
        let of = |data: &str| handle.resource.rsplit("data.").next().is_some_and(|rest| rest.starts_with(data));
        if of("aws_region.") {
            return Some(self.region());
        }
        if of("aws_caller_identity.") {
            return Some(match handle.attribute.as_str() {
                "arn" => format!("arn:aws:iam::{ACCOUNT}:root"),
                _ => ACCOUNT.to_owned(),
            });
        }
        if of("aws_partition.") {
            return Some(match handle.attribute.as_str() {
                "dns_suffix" => "amazonaws.com".to_owned(),
                "reverse_dns_prefix" => "com.amazonaws".to_owned(),
                _ => "aws".to_owned(),
            });
        }
        None
    }

    /// The region of what says none itself.
    pub fn region(&self) -> String {
        self.region.clone()
    }

    /// The region of a resource; asked for where nothing says it.
    pub fn region_of(&mut self, resource: &Resource) -> String {
        if let Some(region) = resource.attributes.get("region").and_then(|value| self.letters_of(value))
            && !region.is_empty()
            && !region.contains('$')
        {
            return region;
        }
        if !self.options.answers.contains_key("region") {
            self.ask(Question {
                id: "region".to_owned(),
                ask: Ask::Variable("region".to_owned()),
                field: None,
                span: resource.span,
            });
        }
        self.region()
    }

    fn placeholder(&self, kind: &str, handle: &Handle, resource: Option<&Resource>) -> String {
        let seed = handle.resource.as_str();
        let drawn = |stem: &str, letters| self.told_apart(stem, seed, letters);
        match (kind, handle.attribute.as_str()) {
            ("aws_api_gateway_rest_api" | "aws_apigatewayv2_api", "id") => drawn("a1b2c3d", LOWER),
            ("aws_cloudfront_distribution" | "aws_cloudfront_origin_access_identity", "id") => {
                drawn("E2EXAMPLE00", UPPER)
            }
            ("aws_cloudfront_distribution", "domain_name") => {
                format!("{}.cloudfront.net", drawn("d111111abcd", LOWER))
            }
            (_, "edge_domain") => drawn("d222222abcd", LOWER),
            (_, "domain_id") => drawn("abc123d", LOWER),
            (_, "url_id") => drawn("abcdefghijklmnopqrstuvwxyz123", LOWER),
            (_, "guid_0") => drawn("0a1b2", HEXADECIMAL),
            (_, "guid_4") => drawn("0a1b2c3d4", HEXADECIMAL),
            (_, attribute) if attribute.starts_with("guid_") => drawn("0", HEXADECIMAL),
            (_, "dns_number") => drawn("1234567", DIGITS),
            (_, "version") => "1".to_owned(),
            (_, "bucket" | "function_name" | "name" | "domain_name" | "key") => self.named(handle, resource),
            (_, "arn") => {
                let service = match kind.split('_').nth(1).unwrap_or("service") {
                    "lb" | "alb" => "elasticloadbalancing",
                    service => service,
                };
                format!("arn:aws:{service}:{}:{ACCOUNT}:{}", self.region(), label(seed))
            }
            (_, "id" | "root_resource_id") => {
                self.told_apart("a2b3c4d", &format!("{seed}.{}", handle.attribute), LOWER)
            }
            (_, attribute) => format!("{}.{}", label(seed), attribute.replace('_', "-")),
        }
    }

    /// A name that AWS or Terraform makes up: the prefix that was asked for, and the resource's label.
    fn named(&self, handle: &Handle, resource: Option<&Resource>) -> String {
        let prefix = resource.and_then(|resource| {
            let prefix = ["bucket_prefix", "name_prefix"].iter().find_map(|name| resource.attributes.get(name));
            prefix.and_then(Value::as_known)
        });
        match prefix {
            Some(prefix) => self.told_apart(&format!("{prefix}2024"), &handle.resource, DIGITS),
            None => label(&handle.resource),
        }
    }

    /// The stem and three letters drawn from the seed; drawn again where another seed has the same.
    fn told_apart(&self, stem: &str, seed: &str, letters: &[u8]) -> String {
        let mut given = self.placeholders.borrow_mut();
        let mut draws = seed.to_owned();
        for _ in 0..MOST_DRAWS {
            let text = format!("{stem}{}", drawn(&draws, letters, 3));
            if given.entry(text.clone()).or_insert_with(|| seed.to_owned()) == seed {
                return text;
            }
            draws.push('+');
        }
        format!("{stem}{}", drawn(seed, letters, 10))
    }
}

/// The type in an address: `module.cdn.aws_s3_bucket.site[0]` → `aws_s3_bucket`. Keys in brackets may hold dots.
pub(crate) fn kind_of(address: &str) -> &str {
    let mut start = 0;
    let (mut inside, mut skip) = (0_usize, false);
    let bytes = address.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'[' => inside += 1,
            b']' => inside = inside.saturating_sub(1),
            // Before the address of what is not in the first root stands that root's folder.
            b':' if inside == 0 && !address.starts_with("arn:") => start = index + 1,
            b'.' if inside == 0 => {
                let word = address.get(start..index).unwrap_or_default();
                start = index + 1;
                match (skip, word) {
                    (true, _) => skip = false,
                    (false, "module") => skip = true,
                    (false, "data") => {}
                    (false, kind) => return kind,
                }
            }
            _ => {}
        }
    }
    address.get(start..).unwrap_or(address)
}

/// The label in an address, with what makes it one of several: `aws_s3_bucket.site["a"]` → `site-a`.
pub(crate) fn label(address: &str) -> String {
    let kind = kind_of(address);
    let rest = address.split_once(kind).map_or(address, |(_, rest)| rest.trim_start_matches('.'));
    let rest = if rest.is_empty() { address } else { rest };
    let letters = rest.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
    let mut out = String::new();
    for letter in letters {
        if letter != '-' || !out.ends_with('-') {
            out.push(letter.to_ascii_lowercase());
        }
    }
    out.trim_matches('-').to_owned()
}

const LOWER: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const HEXADECIMAL: &[u8] = b"abcdef0123456789";
const DIGITS: &[u8] = b"1234567890";

/// Letters drawn from a seed.
fn drawn(seed: &str, letters: &[u8], length: usize) -> String {
    let mut state = seed
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut out = String::new();
    for _ in 0..length {
        // splitmix64
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let letter = letters.get((mixed % letters.len().max(1) as u64) as usize).copied().unwrap_or(b'x');
        out.push(char::from(letter));
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::options::Options;
    use crate::source::Files;

    #[test]
    fn labels_and_kinds_are_read_from_addresses() {
        assert_eq!(kind_of("module.a.module.b[0].aws_s3_bucket.site[0]"), "aws_s3_bucket");
        assert_eq!(kind_of("data.aws_lb.x"), "aws_lb");
        assert_eq!(kind_of("module.a[\"x.y\"].aws_lb.x"), "aws_lb");
        assert_eq!(kind_of("envs/prod:aws_lb.x"), "aws_lb");
        assert_eq!(label("aws_s3_bucket.my_site[\"a b\"]"), "my-site-a-b");
        assert_eq!(label("Bucket83908E77"), "bucket83908e77");
    }

    #[test]
    fn placeholders_are_stable_shaped_and_told_apart() {
        let files = Files::default();
        let options = Options::default();
        let mapper = Mapper::new(&[], &files, &options, hopscope_scenario::Scenario::default());
        let id = |address: &str| {
            let handle = Handle { resource: address.to_owned(), attribute: "id".to_owned() };
            mapper.placeholder("aws_apigatewayv2_api", &handle, None)
        };
        let ids: Vec<String> = (0..300).map(|index| id(&format!("aws_apigatewayv2_api.a[{index}]"))).collect();
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
        assert_eq!(ids[7], id("aws_apigatewayv2_api.a[7]"));
        assert!(ids.iter().all(|id| id.len() == 10), "{ids:?}");
    }
}
