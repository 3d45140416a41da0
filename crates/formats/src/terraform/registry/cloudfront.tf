# terraform-aws-modules/cloudfront/aws: a distribution, its origin access controls and identities.

variable "create" { default = true }
variable "create_distribution" { default = true }
variable "create_origin_access_identity" { default = false }
variable "origin_access_identities" { default = {} }
variable "create_origin_access_control" { default = false }
variable "origin_access_control" {
  default = {
    s3 = {
      origin_type      = "s3"
      signing_behavior = "always"
      signing_protocol = "sigv4"
    }
  }
}
variable "aliases" { default = null }
variable "enabled" { default = true }
variable "http_version" { default = "http2" }
variable "default_root_object" { default = null }
variable "web_acl_id" { default = null }
variable "origin" { default = null }
variable "origin_group" { default = {} }
variable "viewer_certificate" { default = {} }
variable "staging" { default = null }
variable "geo_restriction" { default = {} }
variable "restrictions" { default = {} }
variable "custom_error_response" { default = {} }
variable "default_cache_behavior" { default = null }
variable "ordered_cache_behavior" { default = [] }
variable "create_vpc_origin" { default = false }
variable "vpc_origin" { default = {} }
variable "cloudfront_functions" { default = {} }
variable "response_headers_policies" { default = {} }

locals {
  create   = var.create && var.create_distribution
  ordered  = try(tolist(var.ordered_cache_behavior), [])
  controls = { for k, v in var.origin_access_control : k => v if var.create && (var.create_origin_access_control || !can(var.origin_access_control.s3)) }
  geo      = merge(try(var.restrictions.geo_restriction, {}), var.geo_restriction)
  pages    = try([for page in var.custom_error_response : page], [var.custom_error_response])
  origins  = try({ for k, v in var.origin : k => v }, {})
}

resource "aws_cloudfront_origin_access_identity" "this" {
  for_each = { for k, v in var.origin_access_identities : k => v if local.create && var.create_origin_access_identity }
  comment  = each.value
}

resource "aws_cloudfront_origin_access_control" "this" {
  for_each = local.controls

  name             = try(each.value.name, each.key)
  signing_behavior = try(each.value.signing_behavior, "always")
}

resource "aws_cloudfront_vpc_origin" "this" {
  for_each = { for k, v in var.vpc_origin : k => v if var.create_vpc_origin }

  vpc_origin_endpoint_config {
    name                   = try(each.value.name, each.key)
    arn                    = try(each.value.arn, null)
    http_port              = try(each.value.http_port, null)
    https_port             = try(each.value.https_port, null)
    origin_protocol_policy = try(each.value.origin_protocol_policy, null)
  }
}

resource "aws_cloudfront_function" "this" {
  for_each = { for k, v in var.cloudfront_functions : k => v if local.create }

  name    = try(coalesce(each.value.name), each.key)
  runtime = try(coalesce(each.value.runtime), "cloudfront-js-2.0")
  code    = each.value.code
}

resource "aws_cloudfront_distribution" "this" {
  count = local.create ? 1 : 0

  aliases             = var.aliases
  enabled             = var.enabled
  http_version        = var.http_version
  default_root_object = var.default_root_object
  web_acl_id          = var.web_acl_id
  staging             = var.staging

  viewer_certificate {
    acm_certificate_arn = try(var.viewer_certificate.acm_certificate_arn, null)
  }

  dynamic "origin" {
    for_each = local.origins

    content {
      domain_name = origin.value.domain_name
      origin_id   = try(coalesce(origin.value.origin_id), origin.key)
      origin_path = try(origin.value.origin_path, "")

      origin_access_control_id = try(
        coalesce(origin.value.origin_access_control_id),
        aws_cloudfront_origin_access_control.this[origin.value.origin_access_control_key].id,
        aws_cloudfront_origin_access_control.this[origin.value.origin_access_control].id,
        null
      )

      dynamic "s3_origin_config" {
        for_each = try([coalesce(origin.value.s3_origin_config)], [])

        content {
          origin_access_identity = try(
            coalesce(s3_origin_config.value.cloudfront_access_identity_path),
            aws_cloudfront_origin_access_identity.this[s3_origin_config.value.origin_access_identity].cloudfront_access_identity_path,
            coalesce(s3_origin_config.value.origin_access_identity),
            ""
          )
        }
      }

      dynamic "custom_origin_config" {
        for_each = try([coalesce(origin.value.custom_origin_config)], [])

        content {
          http_port              = try(coalesce(custom_origin_config.value.http_port), 80)
          https_port             = try(coalesce(custom_origin_config.value.https_port), 443)
          origin_protocol_policy = try(coalesce(custom_origin_config.value.origin_protocol_policy), "https-only")
          origin_ssl_protocols   = try(custom_origin_config.value.origin_ssl_protocols, ["TLSv1.2"])
          origin_read_timeout    = try(coalesce(custom_origin_config.value.origin_read_timeout), null)
        }
      }

      dynamic "vpc_origin_config" {
        for_each = try([coalesce(origin.value.vpc_origin_config)], [])

        content {
          vpc_origin_id = try(
            aws_cloudfront_vpc_origin.this[vpc_origin_config.value.vpc_origin].id,
            aws_cloudfront_vpc_origin.this[vpc_origin_config.value.vpc_origin_key].id,
            vpc_origin_config.value.vpc_origin_id
          )
        }
      }

      dynamic "custom_header" {
        for_each = try([for header in origin.value.custom_header : header], [for k, v in origin.value.custom_header : { name = k, value = v }], [])

        content {
          name  = try(coalesce(custom_header.value.name), custom_header.key)
          value = custom_header.value.value
        }
      }
    }
  }

  dynamic "origin_group" {
    for_each = try({ for k, v in var.origin_group : k => v }, {})

    content {
      origin_id = try(coalesce(origin_group.value.origin_id), origin_group.key)

      failover_criteria {
        status_codes = try(origin_group.value.failover_criteria.status_codes, origin_group.value.failover_status_codes)
      }

      member {
        origin_id = try(origin_group.value.primary_member_origin_id, origin_group.value.member[0].origin_id)
      }

      member {
        origin_id = try(origin_group.value.secondary_member_origin_id, origin_group.value.member[1].origin_id)
      }
    }
  }

  dynamic "default_cache_behavior" {
    for_each = try([coalesce(var.default_cache_behavior)], [])
    iterator = i

    content {
      target_origin_id           = i.value.target_origin_id
      viewer_protocol_policy     = try(coalesce(i.value.viewer_protocol_policy), "https-only")
      allowed_methods            = try(coalesce(i.value.allowed_methods), ["GET", "HEAD", "OPTIONS"])
      cached_methods             = try(coalesce(i.value.cached_methods), ["GET", "HEAD"])
      cache_policy_id            = try(coalesce(i.value.cache_policy_id), "Managed-${i.value.cache_policy_name}", null)
      origin_request_policy_id   = try(coalesce(i.value.origin_request_policy_id), "Managed-${i.value.origin_request_policy_name}", null)
      response_headers_policy_id = try(coalesce(i.value.response_headers_policy_id), "Managed-${i.value.response_headers_policy_name}", null)
      trusted_signers            = try(i.value.trusted_signers, null)
      trusted_key_groups         = try(i.value.trusted_key_groups, null)
      min_ttl                    = try(i.value.min_ttl, null)
      default_ttl                = try(i.value.default_ttl, null)
      max_ttl                    = try(i.value.max_ttl, null)

      dynamic "forwarded_values" {
        for_each = try(i.value.use_forwarded_values, try(i.value.forwarded_values, null) != null) ? [true] : []

        content {
          query_string            = try(i.value.query_string, i.value.forwarded_values.query_string, false)
          query_string_cache_keys = try(i.value.query_string_cache_keys, i.value.forwarded_values.query_string_cache_keys, [])
          headers                 = try(i.value.headers, i.value.forwarded_values.headers, [])

          cookies {
            forward           = try(i.value.cookies_forward, i.value.forwarded_values.cookies.forward, "none")
            whitelisted_names = try(i.value.cookies_whitelisted_names, i.value.forwarded_values.cookies.whitelisted_names, null)
          }
        }
      }

      dynamic "lambda_function_association" {
        for_each = try(i.value.lambda_function_association, {})
        iterator = l

        content {
          event_type   = try(coalesce(l.value.event_type), l.key)
          lambda_arn   = l.value.lambda_arn
          include_body = try(l.value.include_body, null)
        }
      }

      dynamic "function_association" {
        for_each = try(i.value.function_association, {})
        iterator = f

        content {
          event_type   = try(coalesce(f.value.event_type), f.key)
          function_arn = try(coalesce(f.value.function_arn), aws_cloudfront_function.this[f.value.function_key].arn)
        }
      }
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = local.ordered
    iterator = i

    content {
      path_pattern               = i.value.path_pattern
      target_origin_id           = i.value.target_origin_id
      viewer_protocol_policy     = try(coalesce(i.value.viewer_protocol_policy), "https-only")
      allowed_methods            = try(coalesce(i.value.allowed_methods), ["GET", "HEAD", "OPTIONS"])
      cached_methods             = try(coalesce(i.value.cached_methods), ["GET", "HEAD"])
      cache_policy_id            = try(coalesce(i.value.cache_policy_id), "Managed-${i.value.cache_policy_name}", null)
      origin_request_policy_id   = try(coalesce(i.value.origin_request_policy_id), "Managed-${i.value.origin_request_policy_name}", null)
      response_headers_policy_id = try(coalesce(i.value.response_headers_policy_id), "Managed-${i.value.response_headers_policy_name}", null)
      trusted_signers            = try(i.value.trusted_signers, null)
      trusted_key_groups         = try(i.value.trusted_key_groups, null)
      min_ttl                    = try(i.value.min_ttl, null)
      default_ttl                = try(i.value.default_ttl, null)
      max_ttl                    = try(i.value.max_ttl, null)

      dynamic "forwarded_values" {
        for_each = try(i.value.use_forwarded_values, try(i.value.forwarded_values, null) != null) ? [true] : []

        content {
          query_string            = try(i.value.query_string, i.value.forwarded_values.query_string, false)
          query_string_cache_keys = try(i.value.query_string_cache_keys, i.value.forwarded_values.query_string_cache_keys, [])
          headers                 = try(i.value.headers, i.value.forwarded_values.headers, [])

          cookies {
            forward           = try(i.value.cookies_forward, i.value.forwarded_values.cookies.forward, "none")
            whitelisted_names = try(i.value.cookies_whitelisted_names, i.value.forwarded_values.cookies.whitelisted_names, null)
          }
        }
      }

      dynamic "lambda_function_association" {
        for_each = try(i.value.lambda_function_association, {})
        iterator = l

        content {
          event_type   = try(coalesce(l.value.event_type), l.key)
          lambda_arn   = l.value.lambda_arn
          include_body = try(l.value.include_body, null)
        }
      }

      dynamic "function_association" {
        for_each = try(i.value.function_association, {})
        iterator = f

        content {
          event_type   = try(coalesce(f.value.event_type), f.key)
          function_arn = try(coalesce(f.value.function_arn), aws_cloudfront_function.this[f.value.function_key].arn)
        }
      }
    }
  }

  dynamic "custom_error_response" {
    for_each = [for page in local.pages : page if can(page.error_code)]

    content {
      error_code            = custom_error_response.value.error_code
      response_code         = try(custom_error_response.value.response_code, null)
      response_page_path    = try(custom_error_response.value.response_page_path, null)
      error_caching_min_ttl = try(custom_error_response.value.error_caching_min_ttl, null)
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = try(coalesce(local.geo.restriction_type), "none")
      locations        = try(local.geo.locations, [])
    }
  }
}

output "cloudfront_distribution_id" { value = try(aws_cloudfront_distribution.this[0].id, "") }
output "cloudfront_distribution_arn" { value = try(aws_cloudfront_distribution.this[0].arn, "") }
output "cloudfront_distribution_domain_name" { value = try(aws_cloudfront_distribution.this[0].domain_name, "") }
output "cloudfront_distribution_hosted_zone_id" { value = try(aws_cloudfront_distribution.this[0].hosted_zone_id, "") }
output "cloudfront_origin_access_identities" { value = { for k, v in aws_cloudfront_origin_access_identity.this : k => v } }
output "cloudfront_origin_access_identity_ids" { value = [for v in aws_cloudfront_origin_access_identity.this : v.id] }
output "cloudfront_origin_access_identity_iam_arns" { value = [for v in aws_cloudfront_origin_access_identity.this : v.iam_arn] }
output "this_cloudfront_distribution_id" { value = try(aws_cloudfront_distribution.this[0].id, "") }
output "this_cloudfront_distribution_domain_name" { value = try(aws_cloudfront_distribution.this[0].domain_name, "") }
