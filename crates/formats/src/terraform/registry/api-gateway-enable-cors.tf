# squidfunk/api-gateway-enable-cors/aws: OPTIONS of a resource, answered by a mock.

variable "api_id" {}
variable "api_resource_id" {}
variable "allow_headers" {
  default = ["Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Security-Token", "X-Api-Key"]
}
variable "allow_methods" {
  default = ["OPTIONS", "HEAD", "GET", "POST", "PUT", "PATCH", "DELETE"]
}
variable "allow_origin" { default = "*" }
variable "allow_max_age" { default = "7200" }
variable "allow_credentials" { default = false }

resource "aws_api_gateway_method" "cors" {
  rest_api_id   = var.api_id
  resource_id   = var.api_resource_id
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "cors" {
  rest_api_id = var.api_id
  resource_id = var.api_resource_id
  http_method = "OPTIONS"
  type        = "MOCK"
}

resource "aws_api_gateway_integration_response" "cors" {
  rest_api_id = var.api_id
  resource_id = var.api_resource_id
  http_method = "OPTIONS"
  status_code = "200"

  response_parameters = {
    "method.response.header.Access-Control-Allow-Headers" = "'${join(",", var.allow_headers)}'"
    "method.response.header.Access-Control-Allow-Methods" = "'${join(",", var.allow_methods)}'"
    "method.response.header.Access-Control-Allow-Origin"  = "'${var.allow_origin}'"
    "method.response.header.Access-Control-Max-Age"       = "'${var.allow_max_age}'"
  }
}
