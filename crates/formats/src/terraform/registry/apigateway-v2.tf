# terraform-aws-modules/apigateway-v2/aws: an HTTP API, its routes, its stage, its domain name.

variable "create" { default = true }
variable "create_api_gateway" { default = true }
variable "create_domain_name" { default = true }
variable "create_api_domain_name" { default = true }
variable "create_domain_records" { default = true }
variable "create_stage" { default = true }
variable "create_default_stage" { default = true }
variable "create_routes_and_integrations" { default = true }
variable "name" { default = "" }
variable "protocol_type" { default = "HTTP" }
variable "route_key" { default = null }
variable "target" { default = null }
variable "body" { default = null }
variable "region" { default = null }
variable "disable_execute_api_endpoint" { default = null }
variable "cors_configuration" { default = null }
variable "routes" { default = {} }
variable "integrations" { default = {} }
variable "authorizers" { default = {} }
variable "stage_name" { default = "$default" }
variable "stage_variables" { default = {} }
variable "domain_name" { default = "" }
variable "domain_name_certificate_arn" { default = null }
variable "hosted_zone_name" { default = null }
variable "subdomains" { default = [] }
variable "vpc_links" { default = {} }
variable "api_mapping_key" { default = null }

locals {
  create = var.create && var.create_api_gateway
  # Versions up to 4 call them integrations and put what is called into the route itself; from 5 on it has a block.
  routes = { for k, v in merge(var.integrations, var.routes) : k => merge(v, try({ for n, i in v.integration : n => i if i != null }, {})) if local.create && var.create_routes_and_integrations }
  domain = local.create && (var.create_domain_name && var.create_api_domain_name) && try(coalesce(var.domain_name), "") != ""
}

resource "aws_apigatewayv2_api" "this" {
  count = local.create ? 1 : 0

  name                         = var.name
  protocol_type                = var.protocol_type
  route_key                    = var.route_key
  target                       = var.target
  body                         = var.body
  region                       = var.region
  disable_execute_api_endpoint = var.disable_execute_api_endpoint

  dynamic "cors_configuration" {
    for_each = try(length(keys(var.cors_configuration)), 0) == 0 ? [] : [var.cors_configuration]

    content {
      allow_credentials = try(cors_configuration.value.allow_credentials, null)
      allow_headers     = try(cors_configuration.value.allow_headers, null)
      allow_methods     = try(cors_configuration.value.allow_methods, null)
      allow_origins     = try(cors_configuration.value.allow_origins, null)
      expose_headers    = try(cors_configuration.value.expose_headers, null)
      max_age           = try(cors_configuration.value.max_age, null)
    }
  }
}

resource "aws_apigatewayv2_vpc_link" "this" {
  for_each = { for k, v in var.vpc_links : k => v if local.create }
  name     = try(each.value.name, each.key)
}

resource "aws_apigatewayv2_authorizer" "this" {
  for_each = { for k, v in var.authorizers : k => v if local.create }

  api_id          = aws_apigatewayv2_api.this[0].id
  name            = try(each.value.name, each.key)
  authorizer_type = try(each.value.authorizer_type, "REQUEST")
}

resource "aws_apigatewayv2_integration" "this" {
  for_each = local.routes

  api_id             = aws_apigatewayv2_api.this[0].id
  integration_type   = try(coalesce(each.value.integration_type), coalesce(each.value.type), can(each.value.uri) || can(each.value.lambda_arn) ? "AWS_PROXY" : "MOCK")
  integration_uri    = try(coalesce(each.value.lambda_arn), coalesce(each.value.integration_uri), each.value.uri, null)
  connection_type    = try(coalesce(each.value.connection_type), "INTERNET")
  connection_id      = try(aws_apigatewayv2_vpc_link.this[each.value.vpc_link].id, aws_apigatewayv2_vpc_link.this[each.value.vpc_link_key].id, each.value.connection_id, null)
  integration_subtype = try(each.value.integration_subtype, each.value.subtype, null)

  payload_format_version = try(coalesce(each.value.payload_format_version), null)
  timeout_milliseconds   = try(each.value.timeout_milliseconds, null)
  request_parameters     = try(jsondecode(each.value.request_parameters), each.value.request_parameters, null)
}

resource "aws_apigatewayv2_route" "this" {
  for_each = local.routes

  api_id             = aws_apigatewayv2_api.this[0].id
  route_key          = each.key
  authorization_type = try(coalesce(each.value.authorization_type), "NONE")
  authorizer_id      = try(aws_apigatewayv2_authorizer.this[each.value.authorizer_key].id, each.value.authorizer_id, null)
  target             = "integrations/${aws_apigatewayv2_integration.this[each.key].id}"
}

resource "aws_apigatewayv2_stage" "this" {
  count = local.create && var.create_stage && var.create_default_stage ? 1 : 0

  api_id          = aws_apigatewayv2_api.this[0].id
  name            = var.stage_name
  auto_deploy     = true
  stage_variables = var.stage_variables
}

resource "aws_apigatewayv2_domain_name" "this" {
  for_each = toset(local.domain ? (length(var.subdomains) > 0 ? [for s in var.subdomains : "${s}.${var.domain_name}"] : [var.domain_name]) : [])

  domain_name = each.value

  domain_name_configuration {
    certificate_arn = var.domain_name_certificate_arn
    endpoint_type   = "REGIONAL"
  }
}

resource "aws_apigatewayv2_api_mapping" "this" {
  for_each = aws_apigatewayv2_domain_name.this

  api_id          = aws_apigatewayv2_api.this[0].id
  domain_name     = each.value.domain_name
  stage           = aws_apigatewayv2_stage.this[0].id
  api_mapping_key = var.api_mapping_key
}

output "api_id" { value = try(aws_apigatewayv2_api.this[0].id, "") }
output "api_arn" { value = try(aws_apigatewayv2_api.this[0].arn, "") }
output "api_endpoint" { value = try(aws_apigatewayv2_api.this[0].api_endpoint, "") }
output "api_execution_arn" { value = try(aws_apigatewayv2_api.this[0].execution_arn, "") }
output "apigatewayv2_api_id" { value = try(aws_apigatewayv2_api.this[0].id, "") }
output "apigatewayv2_api_api_endpoint" { value = try(aws_apigatewayv2_api.this[0].api_endpoint, "") }
output "apigatewayv2_api_execution_arn" { value = try(aws_apigatewayv2_api.this[0].execution_arn, "") }
output "default_apigatewayv2_stage_invoke_url" { value = try(aws_apigatewayv2_stage.this[0].invoke_url, "") }
output "default_apigatewayv2_stage_id" { value = try(aws_apigatewayv2_stage.this[0].id, "") }
output "stage_id" { value = try(aws_apigatewayv2_stage.this[0].id, "") }
output "stage_invoke_url" { value = try(aws_apigatewayv2_stage.this[0].invoke_url, "") }
output "stage_execution_arn" { value = try(aws_apigatewayv2_stage.this[0].execution_arn, "") }
output "stage_domain_name" { value = try(replace(aws_apigatewayv2_stage.this[0].invoke_url, "/^https?://([^/]*).*/", "$1"), "") }
output "domain_name_target_domain_name" { value = try(values(aws_apigatewayv2_domain_name.this)[0].domain_name_configuration[0].target_domain_name, "") }
output "apigatewayv2_domain_name_target_domain_name" { value = try(values(aws_apigatewayv2_domain_name.this)[0].domain_name_configuration[0].target_domain_name, "") }
output "domain_name_id" { value = try(values(aws_apigatewayv2_domain_name.this)[0].id, "") }
