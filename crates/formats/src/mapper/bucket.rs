//! S3 buckets: those that a distribution asks, and those that are websites.

use hopscope_scenario::FieldPath;
use hopscope_scenario::origin_server::{Bucket, BucketAccess, BucketPolicy, CorsRule, Kms, ObjectMetadata};
use hopscope_scenario::resource_policy::{Effect, Statement};

use super::node::Node;
use super::{Mapper, item};

impl<'a> Mapper<'a> {
    /// Maps the buckets that requests can come to.
    pub fn map_buckets(&mut self) {
        let hosts: Vec<String> = self
            .scenario
            .distributions
            .iter()
            .flat_map(|distribution| &distribution.origin)
            .map(|origin| origin.domain_name.clone())
            .collect();
        for node in self.of_kind("aws_s3_bucket") {
            let name = self.attribute_of(&node, "bucket");
            let is_origin = hosts.iter().any(|host| bucket_of(host) == Some(name.as_str()));
            let sites = self.belonging("aws_s3_bucket_website_configuration", "bucket", &name);
            let is_asked = self.options.url.as_deref().is_some_and(|url| asks(url, &name));
            if !is_origin && !is_asked && sites.is_empty() && !node.is_set("website") {
                continue;
            }
            let path = item("buckets", self.scenario.buckets.len());
            let bucket = self.bucket(&node, &name, &sites, &path);
            self.scenario.buckets.push(bucket);
            self.mapped(&node, &path);
        }
    }

    fn bucket(&mut self, node: &Node<'a>, name: &str, sites: &[Node<'a>], path: &FieldPath) -> Bucket {
        let mut out = Bucket { name: name.to_owned(), region: self.region_of(node.resource), ..Bucket::default() };
        self.text(node, "bucket", Some(&path.field("name")));
        for block in self.nodes(node, "website") {
            out.website = Some(self.website(&block, &path.field("website")));
        }
        for site in sites {
            out.website = Some(self.website(site, &path.field("website")));
            self.mapped(site, &path.field("website"));
        }
        self.objects(name, path, &mut out);
        self.access(node, name, path, &mut out);
        self.bucket_cors(node, name, path, &mut out);
        self.encryption(node, name, path, &mut out);
        out
    }

    fn objects(&mut self, name: &str, path: &FieldPath, out: &mut Bucket) {
        for kind in ["aws_s3_object", "aws_s3_bucket_object"] {
            for object in self.belonging(kind, "bucket", name) {
                let at = path.field("objects").index(out.objects.len());
                let Some(key) = self.filled(&object, "key", Some(&at)) else { continue };
                let key = key.trim_start_matches('/').to_owned();
                self.metadata(&object, &key, path, out);
                if !out.objects.contains(&key) {
                    out.objects.push(key);
                }
                self.mapped(&object, &at);
            }
        }
    }

    /// What is stored with an object: its redirect, and a media type that is not the one of its name.
    fn metadata(&mut self, node: &Node<'a>, key: &str, path: &FieldPath, out: &mut Bucket) {
        let at = path.field("object_metadata").field(key);
        let metadata = ObjectMetadata {
            content_type: self.filled(node, "content_type", Some(&at.field("content_type"))).unwrap_or_default(),
            website_redirect: self
                .filled(node, "website_redirect", Some(&at.field("website_redirect")))
                .unwrap_or_default(),
            ..ObjectMetadata::default()
        };
        if metadata != ObjectMetadata::default() {
            out.object_metadata.insert(key.to_owned(), metadata);
        }
    }

    /// The CORS rules: a resource of their own, or blocks of old.
    fn bucket_cors(&mut self, node: &Node<'a>, name: &str, path: &FieldPath, out: &mut Bucket) {
        let mut holders = self.belonging("aws_s3_bucket_cors_configuration", "bucket", name);
        holders.push(Node::new(node.resource));
        for holder in holders {
            for rule in self.nodes(&holder, "cors_rule") {
                let at = path.field("cors_rule").index(out.cors_rule.len());
                let mut list = |name: &str| self.texts(&rule, name, Some(&at.field(name))).unwrap_or_default();
                let mut mapped = CorsRule {
                    allowed_origins: list("allowed_origins"),
                    allowed_methods: list("allowed_methods"),
                    allowed_headers: list("allowed_headers"),
                    expose_headers: list("expose_headers"),
                    ..CorsRule::default()
                };
                mapped.max_age_seconds = self.whole(&rule, "max_age_seconds", Some(&at.field("max_age_seconds")));
                out.cors_rule.push(mapped);
                self.mapped(&rule, &at);
            }
            if !holder.resource.kind.ends_with("aws_s3_bucket") {
                self.mapped(&holder, &path.field("cors_rule"));
            }
        }
    }

    /// Whether objects are encrypted with a KMS key, and whether its policy lets CloudFront decrypt: as far as the key is
    /// in the files.
    fn encryption(&mut self, node: &Node<'a>, name: &str, path: &FieldPath, out: &mut Bucket) {
        let mut holders = self.belonging("aws_s3_bucket_server_side_encryption_configuration", "bucket", name);
        for old in self.nodes(node, "server_side_encryption_configuration") {
            holders.push(old);
        }
        for holder in holders {
            self.folded(&Node::new(holder.resource));
            let Some(rule) = self.node(&holder, "rule") else { continue };
            let Some(default) = self.node(&rule, "apply_server_side_encryption_by_default") else { continue };
            let at = path.field("kms");
            let algorithm = self.filled(&default, "sse_algorithm", Some(&at)).unwrap_or_default();
            if !algorithm.starts_with("aws:kms") {
                continue;
            }
            let key = self.filled(&default, "kms_master_key_id", None);
            out.kms = match key.and_then(|key| self.key_lets_decrypt(&key)) {
                Some(true) => Kms::Granted,
                Some(false) => Kms::Missing,
                None => {
                    self.assumed(&default, Some("kms_master_key_id"), "kms = granted");
                    Kms::Granted
                }
            };
        }
    }

    /// Whether the policy of a key lets CloudFront decrypt. None: its policy is not in the files.
    fn key_lets_decrypt(&mut self, id: &str) -> Option<bool> {
        let key = self
            .of_kind("aws_kms_key")
            .into_iter()
            .find(|key| ["arn", "id", "key_id"].iter().any(|name| self.attribute_of(key, name) == id))?;
        let key_id = self.id_of(&key);
        let mut holders = self.belonging("aws_kms_key_policy", "key_id", &key_id);
        holders.push(key);
        let mut lets = None;
        for holder in holders.iter().filter(|holder| holder.is_set("policy")) {
            let Some(document) = self.policy_document(holder, "policy") else { continue };
            self.folded(holder);
            let allows = |statement: &Statement| {
                let principal = statement.principal.as_ref().map(ToString::to_string).unwrap_or_default();
                statement.effect == Effect::Allow
                    && (principal.contains("cloudfront.amazonaws.com") || principal.contains("\"*\""))
                    && (reads(statement, "kms:Decrypt") || reads(statement, "kms:*"))
            };
            lets = Some(lets.unwrap_or_default() || document.statement.iter().any(allows));
        }
        lets
    }

    /// Who may read: what the bucket policy says, else an ACL of old.
    fn access(&mut self, node: &Node<'a>, name: &str, path: &FieldPath, out: &mut Bucket) {
        let at = path.field("access");
        for acl in self.belonging("aws_s3_bucket_acl", "bucket", name) {
            if self.filled(&acl, "acl", Some(&at)).is_some_and(|acl| acl.starts_with("public-read")) {
                out.access = BucketAccess::Public;
            }
            self.folded(&acl);
        }
        if self.filled(node, "acl", None).is_some_and(|acl| acl.starts_with("public-read")) {
            out.access = BucketAccess::Public;
        }
        let mut holders = self.belonging("aws_s3_bucket_policy", "bucket", name);
        if node.is_set("policy") {
            holders.push(Node::new(node.resource));
        }
        for holder in holders {
            let Some(document) = self.policy_document(&holder, "policy") else { continue };
            for statement in document.statement.iter().filter(|statement| statement.effect == Effect::Allow) {
                let Some(access) = reader(statement) else { continue };
                if reads(statement, "s3:GetObject") {
                    out.access = wider(out.access, access);
                }
                if reads(statement, "s3:ListBucket") {
                    out.list_bucket = true;
                }
            }
            let conditions = conditions(&document.statement);
            if conditions != BucketPolicy::default() {
                out.policy = Some(conditions);
            }
            if let Some(entry) = holder.peek("policy") {
                self.source(&holder, entry.at, &entry.value, &at);
                self.source(&holder, entry.at, &entry.value, &path.field("policy"));
            }
            if holder.resource.kind == "aws_s3_bucket_policy" {
                self.mapped(&holder, &at);
            }
        }
        for block in self.belonging("aws_s3_bucket_public_access_block", "bucket", name) {
            let restricts = self.flag(&block, "restrict_public_buckets", None) == Some(true)
                || self.flag(&block, "block_public_policy", None) == Some(true);
            if restricts && out.access == BucketAccess::Public {
                out.access = BucketAccess::Private;
                self.source(&block, block.resource.span, block.value, &at);
            }
            self.folded(&block);
        }
    }
}

/// The bucket that a host of S3 names.
pub(crate) fn bucket_of(host: &str) -> Option<&str> {
    let rest = host.strip_suffix(".amazonaws.com").or_else(|| host.strip_suffix(".amazonaws.com.cn"))?;
    if let Some(bucket) = rest.strip_suffix(".s3") {
        return Some(bucket);
    }
    let separators = [".s3.dualstack.", ".s3-website-", ".s3-website.", ".s3.", ".s3-"];
    separators.iter().find_map(|separator| rest.rsplit_once(separator)).map(|(bucket, _)| bucket)
}

/// Whether a URL asks a bucket itself: by a host that names it, or by a path of S3's own host.
fn asks(url: &str, name: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.split(':').next().unwrap_or(host).to_ascii_lowercase();
    bucket_of(&host) == Some(name) || (host.starts_with("s3") && path.split(['/', '?']).next() == Some(name))
}

/// Whom a statement lets read, of those that a scenario tells apart.
fn reader(statement: &Statement) -> Option<BucketAccess> {
    let text = statement.principal.as_ref()?.to_string();
    if text.contains("cloudfront.amazonaws.com") {
        return Some(BucketAccess::Oac);
    }
    if text.contains("CanonicalUser") || text.contains("CloudFront Origin Access Identity") {
        return Some(BucketAccess::Oai);
    }
    text.contains("\"*\"").then_some(BucketAccess::Public)
}

/// The conditions of a bucket policy that a scenario tells apart: which distributions may read, and whether HTTP is denied.
fn conditions(statements: &[Statement]) -> BucketPolicy {
    let mut out = BucketPolicy::default();
    let mut any = false;
    for statement in statements {
        let conditions = || statement.condition.iter().flat_map(|(_, keys)| keys.iter());
        if statement.effect == Effect::Deny {
            let insecure = |(key, value): (&String, &serde_json::Value)| {
                key.eq_ignore_ascii_case("aws:SecureTransport") && value.to_string().contains("false")
            };
            out.secure_transport |= conditions().any(insecure);
            continue;
        }
        if reader(statement) != Some(BucketAccess::Oac) || !reads(statement, "s3:GetObject") {
            continue;
        }
        let arns: Vec<String> = conditions()
            .filter(|(key, _)| key.eq_ignore_ascii_case("aws:SourceArn"))
            .flat_map(|(_, value)| match value {
                serde_json::Value::Array(all) => {
                    all.iter().filter_map(|each| each.as_str().map(str::to_owned)).collect()
                }
                other => other.as_str().map(str::to_owned).into_iter().collect::<Vec<_>>(),
            })
            .collect();
        // A statement without the condition admits every distribution, whatever others say.
        any |= arns.is_empty();
        out.source_arn.extend(arns);
    }
    if any {
        out.source_arn.clear();
    }
    out
}

fn reads(statement: &Statement, action: &str) -> bool {
    statement.action.iter().any(|allowed| {
        let allowed = allowed.to_ascii_lowercase();
        let action = action.to_ascii_lowercase();
        match allowed.split_once('*') {
            Some((before, after)) => action.starts_with(before) && action.ends_with(after),
            None => allowed == action,
        }
    })
}

/// The wider of two ways in.
fn wider(a: BucketAccess, b: BucketAccess) -> BucketAccess {
    let rank = |access: BucketAccess| match access {
        BucketAccess::Private => 0,
        BucketAccess::Oai => 1,
        BucketAccess::Oac => 2,
        BucketAccess::Public => 3,
    };
    if rank(b) > rank(a) { b } else { a }
}
