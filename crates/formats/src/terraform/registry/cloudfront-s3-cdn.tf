# cloudposse/cloudfront-s3-cdn/aws: a distribution in front of a bucket of its own or of a given one.

variable "context" { default = {} }
variable "enabled" { default = null }
variable "namespace" { default = null }
variable "environment" { default = null }
variable "stage" { default = null }
variable "name" { default = null }
variable "attributes" { default = [] }
variable "aliases" { default = [] }
variable "origin_bucket" { default = null }
variable "origin_path" { default = "" }
variable "origin_access_type" { default = "origin_access_identity" }
variable "default_root_object" { default = "index.html" }
variable "distribution_enabled" { default = true }
variable "viewer_protocol_policy" { default = "redirect-to-https" }
variable "allowed_methods" { default = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] }
variable "cached_methods" { default = ["GET", "HEAD"] }
variable "cache_policy_id" { default = null }
variable "origin_request_policy_id" { default = null }
variable "response_headers_policy_id" { default = null }
variable "forward_query_string" { default = false }
variable "query_string_cache_keys" { default = [] }
variable "forward_header_values" { default = ["Access-Control-Request-Headers", "Access-Control-Request-Method", "Origin"] }
variable "forward_cookies" { default = "none" }
variable "website_enabled" { default = false }
variable "index_document" { default = "index.html" }
variable "error_document" { default = "" }
variable "web_acl_id" { default = "" }
variable "geo_restriction_type" { default = "none" }
variable "geo_restriction_locations" { default = [] }
variable "custom_error_response" { default = [] }
variable "custom_origins" { default = [] }
variable "s3_origins" { default = [] }
variable "ordered_cache" { default = [] }
variable "function_association" { default = [] }
variable "lambda_function_association" { default = [] }
variable "trusted_key_groups" { default = [] }
variable "trusted_signers" { default = [] }

module "label" {
  source = "cloudposse/label/null"

  context     = var.context
  enabled     = var.enabled
  namespace   = var.namespace
  environment = var.environment
  stage       = var.stage
  name        = var.name
  attributes  = var.attributes
}

locals {
  own       = try(coalesce(var.origin_bucket), "") == ""
  bucket    = local.own ? "${module.label.id}-origin" : var.origin_bucket
  origin_id = module.label.id
  identity  = !var.website_enabled && var.origin_access_type == "origin_access_identity"
  control   = !var.website_enabled && var.origin_access_type == "origin_access_control"
}

data "aws_s3_bucket" "given" {
  count  = local.own ? 0 : 1
  bucket = var.origin_bucket
}

resource "aws_s3_bucket" "origin" {
  count  = local.own ? 1 : 0
  bucket = local.bucket
}

resource "aws_s3_bucket_website_configuration" "origin" {
  count  = local.own && var.website_enabled ? 1 : 0
  bucket = aws_s3_bucket.origin[0].id

  index_document {
    suffix = var.index_document
  }

  dynamic "error_document" {
    for_each = var.error_document == "" ? [] : [var.error_document]
    content {
      key = error_document.value
    }
  }
}

data "aws_iam_policy_document" "origin" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::${local.bucket}${var.origin_path}/*"]

    principals {
      type        = local.control ? "Service" : (local.identity ? "AWS" : "*")
      identifiers = [local.control ? "cloudfront.amazonaws.com" : (local.identity ? aws_cloudfront_origin_access_identity.default[0].iam_arn : "*")]
    }
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::${local.bucket}"]

    principals {
      type        = local.control ? "Service" : "AWS"
      identifiers = [local.control ? "cloudfront.amazonaws.com" : (local.identity ? aws_cloudfront_origin_access_identity.default[0].iam_arn : "arn:aws:iam::111122223333:root")]
    }
  }
}

resource "aws_s3_bucket_policy" "origin" {
  bucket = local.bucket
  policy = data.aws_iam_policy_document.origin.json
}

resource "aws_cloudfront_origin_access_identity" "default" {
  count   = local.identity ? 1 : 0
  comment = local.origin_id
}

resource "aws_cloudfront_origin_access_control" "default" {
  count            = local.control ? 1 : 0
  name             = local.origin_id
  signing_behavior = "always"
}

resource "aws_cloudfront_distribution" "default" {
  count = module.label.enabled ? 1 : 0

  enabled             = var.distribution_enabled
  aliases             = var.aliases
  default_root_object = var.default_root_object
  web_acl_id          = var.web_acl_id

  origin {
    domain_name              = var.website_enabled ? try(aws_s3_bucket.origin[0].website_endpoint, data.aws_s3_bucket.given[0].website_endpoint) : try(aws_s3_bucket.origin[0].bucket_regional_domain_name, data.aws_s3_bucket.given[0].bucket_regional_domain_name)
    origin_id                = local.origin_id
    origin_path              = var.origin_path
    origin_access_control_id = try(aws_cloudfront_origin_access_control.default[0].id, null)

    dynamic "s3_origin_config" {
      for_each = local.identity ? [1] : []
      content {
        origin_access_identity = aws_cloudfront_origin_access_identity.default[0].cloudfront_access_identity_path
      }
    }

    dynamic "custom_origin_config" {
      for_each = var.website_enabled ? [1] : []
      content {
        http_port              = 80
        https_port             = 443
        origin_protocol_policy = "http-only"
        origin_ssl_protocols   = ["TLSv1.2"]
      }
    }
  }

  dynamic "origin" {
    for_each = var.custom_origins

    content {
      domain_name = origin.value.domain_name
      origin_id   = origin.value.origin_id
      origin_path = try(coalesce(origin.value.origin_path), "")

      dynamic "custom_header" {
        for_each = try(origin.value.custom_headers, [])
        content {
          name  = custom_header.value.name
          value = custom_header.value.value
        }
      }

      custom_origin_config {
        http_port              = try(origin.value.custom_origin_config.http_port, 80)
        https_port             = try(origin.value.custom_origin_config.https_port, 443)
        origin_protocol_policy = try(origin.value.custom_origin_config.origin_protocol_policy, "https-only")
        origin_ssl_protocols   = ["TLSv1.2"]
      }
    }
  }

  dynamic "origin" {
    for_each = var.s3_origins

    content {
      domain_name              = origin.value.domain_name
      origin_id                = origin.value.origin_id
      origin_path              = try(coalesce(origin.value.origin_path), "")
      origin_access_control_id = try(origin.value.origin_access_control_id, null)

      dynamic "s3_origin_config" {
        for_each = try([origin.value.s3_origin_config], [])
        content {
          origin_access_identity = try(coalesce(s3_origin_config.value.origin_access_identity), aws_cloudfront_origin_access_identity.default[0].cloudfront_access_identity_path, "")
        }
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = local.origin_id
    viewer_protocol_policy     = var.viewer_protocol_policy
    allowed_methods            = var.allowed_methods
    cached_methods             = var.cached_methods
    cache_policy_id            = var.cache_policy_id
    origin_request_policy_id   = var.origin_request_policy_id
    response_headers_policy_id = var.response_headers_policy_id
    trusted_key_groups         = var.trusted_key_groups
    trusted_signers            = var.trusted_signers

    dynamic "forwarded_values" {
      for_each = var.cache_policy_id == null ? [1] : []
      content {
        query_string            = var.forward_query_string
        query_string_cache_keys = var.query_string_cache_keys
        headers                 = var.forward_header_values
        cookies {
          forward = var.forward_cookies
        }
      }
    }

    dynamic "lambda_function_association" {
      for_each = var.lambda_function_association
      content {
        event_type   = lambda_function_association.value.event_type
        include_body = try(lambda_function_association.value.include_body, null)
        lambda_arn   = lambda_function_association.value.lambda_arn
      }
    }

    dynamic "function_association" {
      for_each = var.function_association
      content {
        event_type   = function_association.value.event_type
        function_arn = function_association.value.function_arn
      }
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = var.ordered_cache

    content {
      path_pattern               = ordered_cache_behavior.value.path_pattern
      target_origin_id           = try(coalesce(ordered_cache_behavior.value.target_origin_id), local.origin_id)
      viewer_protocol_policy     = try(coalesce(ordered_cache_behavior.value.viewer_protocol_policy), "redirect-to-https")
      allowed_methods            = try(coalesce(ordered_cache_behavior.value.allowed_methods), ["GET", "HEAD"])
      cached_methods             = try(coalesce(ordered_cache_behavior.value.cached_methods), ["GET", "HEAD"])
      cache_policy_id            = try(ordered_cache_behavior.value.cache_policy_id, null)
      origin_request_policy_id   = try(ordered_cache_behavior.value.origin_request_policy_id, null)
      response_headers_policy_id = try(ordered_cache_behavior.value.response_headers_policy_id, null)

      dynamic "forwarded_values" {
        for_each = try(coalesce(ordered_cache_behavior.value.cache_policy_id), "") == "" ? [1] : []
        content {
          query_string = try(ordered_cache_behavior.value.forward_query_string, false)
          headers      = try(ordered_cache_behavior.value.forward_header_values, [])
          cookies {
            forward = try(coalesce(ordered_cache_behavior.value.forward_cookies), "none")
          }
        }
      }

      dynamic "lambda_function_association" {
        for_each = try(coalescelist(ordered_cache_behavior.value.lambda_function_association), [])
        content {
          event_type = lambda_function_association.value.event_type
          lambda_arn = lambda_function_association.value.lambda_arn
        }
      }

      dynamic "function_association" {
        for_each = try(coalescelist(ordered_cache_behavior.value.function_association), [])
        content {
          event_type   = function_association.value.event_type
          function_arn = function_association.value.function_arn
        }
      }
    }
  }

  dynamic "custom_error_response" {
    for_each = var.custom_error_response
    content {
      error_code            = custom_error_response.value.error_code
      response_code         = try(custom_error_response.value.response_code, null)
      response_page_path    = try(custom_error_response.value.response_page_path, null)
      error_caching_min_ttl = try(custom_error_response.value.error_caching_min_ttl, null)
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = var.geo_restriction_type
      locations        = var.geo_restriction_locations
    }
  }
}

output "cf_id" { value = try(aws_cloudfront_distribution.default[0].id, "") }
output "cf_arn" { value = try(aws_cloudfront_distribution.default[0].arn, "") }
output "cf_domain_name" { value = try(aws_cloudfront_distribution.default[0].domain_name, "") }
output "cf_hosted_zone_id" { value = try(aws_cloudfront_distribution.default[0].hosted_zone_id, "") }
output "cf_identity_iam_arn" { value = try(aws_cloudfront_origin_access_identity.default[0].iam_arn, "") }
output "s3_bucket" { value = local.bucket }
output "s3_bucket_arn" { value = "arn:aws:s3:::${local.bucket}" }
output "s3_bucket_domain_name" { value = try(aws_s3_bucket.origin[0].bucket_regional_domain_name, data.aws_s3_bucket.given[0].bucket_regional_domain_name) }
output "aliases" { value = var.aliases }
