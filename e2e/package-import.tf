# A small project for the types of an import's report: what is carried over, left aside, asked.
variable "domain" {}

resource "aws_cloudfront_distribution" "site" {
  enabled = true
  aliases = [var.domain]

  origin {
    origin_id   = "api"
    domain_name = "${aws_api_gateway_rest_api.api.id}.execute-api.eu-west-1.amazonaws.com"
    origin_path = "/prod"
  }

  default_cache_behavior {
    target_origin_id       = "api"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  }
}

resource "aws_api_gateway_rest_api" "api" {
  name = "api"
}

resource "aws_cloudwatch_log_group" "api" {
  name = "api"
}
