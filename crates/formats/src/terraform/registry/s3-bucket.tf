# terraform-aws-modules/s3-bucket/aws and cloudposse/s3-bucket/aws: a bucket, its policy, its website.

variable "create_bucket" { default = true }
variable "bucket" { default = null }
variable "bucket_name" { default = null }
variable "bucket_prefix" { default = null }
variable "acl" { default = null }
variable "attach_policy" { default = false }
variable "policy" { default = null }
variable "attach_public_policy" { default = true }
variable "website" { default = {} }
variable "block_public_acls" { default = true }
variable "block_public_policy" { default = true }
variable "ignore_public_acls" { default = true }
variable "restrict_public_buckets" { default = true }
variable "region" { default = null }
variable "website_configuration" { default = [] }
variable "cors_rule" { default = [] }
variable "cors_configuration" { default = [] }
variable "server_side_encryption_configuration" { default = {} }
variable "source_policy_documents" { default = [] }
variable "s3_object_ownership" { default = null }
variable "context" { default = {} }
variable "namespace" { default = null }
variable "environment" { default = null }
variable "stage" { default = null }
variable "name" { default = null }
variable "attributes" { default = [] }

module "label" {
  source = "cloudposse/label/null"

  context     = var.context
  namespace   = var.namespace
  environment = var.environment
  stage       = var.stage
  name        = var.name
  attributes  = var.attributes
}

locals {
  labelled = module.label.id == "" ? null : module.label.id
  cors     = concat(try(jsondecode(var.cors_rule), tolist(var.cors_rule), []), try(tolist(var.cors_configuration), []))
  bucket   = try(coalesce(var.bucket, var.bucket_name, local.labelled), null)
}

resource "aws_s3_bucket" "this" {
  count = var.create_bucket ? 1 : 0

  bucket        = local.bucket
  bucket_prefix = var.bucket_prefix
  region        = var.region
  acl           = var.acl
}

resource "aws_s3_bucket_website_configuration" "this" {
  count = var.create_bucket && length(keys(var.website)) > 0 ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  dynamic "index_document" {
    for_each = try([var.website["index_document"]], [])
    content {
      suffix = index_document.value
    }
  }

  dynamic "error_document" {
    for_each = try([var.website["error_document"]], [])
    content {
      key = error_document.value
    }
  }

  dynamic "redirect_all_requests_to" {
    for_each = try([var.website["redirect_all_requests_to"]], [])
    content {
      host_name = redirect_all_requests_to.value.host_name
      protocol  = try(redirect_all_requests_to.value.protocol, null)
    }
  }

  dynamic "routing_rule" {
    for_each = try(tolist(var.website["routing_rules"]), [])
    content {
      condition {
        http_error_code_returned_equals = try(routing_rule.value.condition.http_error_code_returned_equals, null)
        key_prefix_equals               = try(routing_rule.value.condition.key_prefix_equals, null)
      }
      redirect {
        host_name               = try(routing_rule.value.redirect.host_name, null)
        http_redirect_code      = try(routing_rule.value.redirect.http_redirect_code, null)
        protocol                = try(routing_rule.value.redirect.protocol, null)
        replace_key_prefix_with = try(routing_rule.value.redirect.replace_key_prefix_with, null)
        replace_key_with        = try(routing_rule.value.redirect.replace_key_with, null)
      }
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "this" {
  count = var.create_bucket && length(local.cors) > 0 ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  dynamic "cors_rule" {
    for_each = local.cors
    content {
      allowed_methods = cors_rule.value.allowed_methods
      allowed_origins = cors_rule.value.allowed_origins
      allowed_headers = try(cors_rule.value.allowed_headers, null)
      expose_headers  = try(cors_rule.value.expose_headers, null)
      max_age_seconds = try(cors_rule.value.max_age_seconds, null)
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  count = var.create_bucket && can(var.server_side_encryption_configuration.rule) ? 1 : 0

  bucket = aws_s3_bucket.this[0].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = try(var.server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm, null)
      kms_master_key_id = try(var.server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.kms_master_key_id, null)
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  count = var.create_bucket && var.attach_policy ? 1 : 0

  bucket = aws_s3_bucket.this[0].id
  policy = var.policy
}

resource "aws_s3_bucket_public_access_block" "this" {
  count = var.create_bucket ? 1 : 0

  bucket                  = aws_s3_bucket.this[0].id
  block_public_policy     = var.block_public_policy
  restrict_public_buckets = var.restrict_public_buckets
}

output "s3_bucket_id" { value = try(aws_s3_bucket.this[0].id, "") }
output "s3_bucket_arn" { value = try(aws_s3_bucket.this[0].arn, "") }
output "s3_bucket_bucket_domain_name" { value = try(aws_s3_bucket.this[0].bucket_domain_name, "") }
output "s3_bucket_bucket_regional_domain_name" { value = try(aws_s3_bucket.this[0].bucket_regional_domain_name, "") }
output "s3_bucket_hosted_zone_id" { value = try(aws_s3_bucket.this[0].hosted_zone_id, "") }
output "s3_bucket_region" { value = try(aws_s3_bucket.this[0].region, "") }
output "s3_bucket_website_endpoint" { value = try(aws_s3_bucket.this[0].website_endpoint, "") }
output "s3_bucket_website_domain" { value = try(aws_s3_bucket.this[0].website_domain, "") }
output "this_s3_bucket_id" { value = try(aws_s3_bucket.this[0].id, "") }
output "this_s3_bucket_arn" { value = try(aws_s3_bucket.this[0].arn, "") }
output "this_s3_bucket_bucket_regional_domain_name" { value = try(aws_s3_bucket.this[0].bucket_regional_domain_name, "") }
output "bucket_id" { value = try(aws_s3_bucket.this[0].id, "") }
output "bucket_arn" { value = try(aws_s3_bucket.this[0].arn, "") }
output "bucket_domain_name" { value = try(aws_s3_bucket.this[0].bucket_domain_name, "") }
output "bucket_regional_domain_name" { value = try(aws_s3_bucket.this[0].bucket_regional_domain_name, "") }
output "bucket_website_endpoint" { value = try(aws_s3_bucket.this[0].website_endpoint, "") }
