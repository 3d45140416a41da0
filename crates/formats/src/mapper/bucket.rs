//! S3 buckets: those that a distribution asks, and those that are websites.

use hopscope_scenario::FieldPath;
use hopscope_scenario::origin_server::{Bucket, BucketAccess, Website};
use hopscope_scenario::resource_policy::{Effect, Statement};

use crate::import::Reason;

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
        out
    }

    /// A website, in its block of old or in its resource of now.
    fn website(&mut self, node: &Node<'a>, path: &FieldPath) -> Website {
        let mut out = Website::default();
        let at = path.field("index_document");
        let index = match self.node(node, "index_document") {
            Some(block) => self.filled(&block, "suffix", Some(&at)),
            None => self.filled(node, "index_document", Some(&at)),
        };
        if let Some(index) = index {
            out.index_document = index;
        }
        let at = path.field("error_document");
        let error = match self.node(node, "error_document") {
            Some(block) => self.filled(&block, "key", Some(&at)),
            None => self.filled(node, "error_document", Some(&at)),
        };
        out.error_document = error.unwrap_or_default();
        for name in ["redirect_all_requests_to", "routing_rule", "routing_rules"] {
            if node.is_set(name) {
                self.lost(node, name, Reason::NotModelled);
            }
        }
        out
    }

    fn objects(&mut self, name: &str, path: &FieldPath, out: &mut Bucket) {
        for kind in ["aws_s3_object", "aws_s3_bucket_object"] {
            for object in self.belonging(kind, "bucket", name) {
                let at = path.field("objects").index(out.objects.len());
                let Some(key) = self.filled(&object, "key", Some(&at)) else { continue };
                let key = key.trim_start_matches('/').to_owned();
                if !out.objects.contains(&key) {
                    out.objects.push(key);
                }
                self.mapped(&object, &at);
            }
        }
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
            if let Some(entry) = holder.peek("policy") {
                self.source(&holder, entry.at, &entry.value, &at);
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
