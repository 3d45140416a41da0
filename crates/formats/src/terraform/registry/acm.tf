# terraform-aws-modules/acm/aws: a certificate.

variable "create_certificate" { default = true }
variable "domain_name" { default = "" }
variable "subject_alternative_names" { default = [] }

resource "aws_acm_certificate" "this" {
  count = var.create_certificate ? 1 : 0

  domain_name               = var.domain_name
  subject_alternative_names = var.subject_alternative_names
}

output "acm_certificate_arn" { value = try(aws_acm_certificate.this[0].arn, "") }
output "this_acm_certificate_arn" { value = try(aws_acm_certificate.this[0].arn, "") }
