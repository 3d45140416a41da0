# cloudposse/label/null: a name from namespace, environment, stage, name and attributes.

variable "context" { default = {} }
variable "enabled" { default = null }
variable "namespace" { default = null }
variable "tenant" { default = null }
variable "environment" { default = null }
variable "stage" { default = null }
variable "name" { default = null }
variable "delimiter" { default = null }
variable "attributes" { default = [] }
variable "tags" { default = {} }
variable "label_order" { default = null }
variable "id_length_limit" { default = null }

locals {
  parts = {
    namespace   = try(coalesce(var.namespace, try(var.context.namespace, null)), "")
    tenant      = try(coalesce(var.tenant, try(var.context.tenant, null)), "")
    environment = try(coalesce(var.environment, try(var.context.environment, null)), "")
    stage       = try(coalesce(var.stage, try(var.context.stage, null)), "")
    name        = try(coalesce(var.name, try(var.context.name, null)), "")
    attributes  = join(local.delimiter, concat(try(tolist(var.context.attributes), []), var.attributes))
  }
  delimiter = var.delimiter == null ? try(coalesce(var.context.delimiter), "-") : var.delimiter
  given     = var.label_order == null ? try(var.context.label_order, null) : var.label_order
  order     = local.given == null ? ["namespace", "environment", "stage", "name", "attributes"] : (length(local.given) > 0 ? local.given : ["namespace", "environment", "stage", "name", "attributes"])
  id        = lower(join(local.delimiter, compact([for part in local.order : local.parts[part]])))
  enabled   = var.enabled == null ? try(coalesce(var.context.enabled, true), true) : var.enabled
}

output "id" { value = local.enabled ? local.id : "" }
output "id_full" { value = local.id }
output "enabled" { value = local.enabled }
output "name" { value = local.parts.name }
output "namespace" { value = local.parts.namespace }
output "tenant" { value = local.parts.tenant }
output "environment" { value = local.parts.environment }
output "stage" { value = local.parts.stage }
output "attributes" { value = concat(try(tolist(var.context.attributes), []), var.attributes) }
output "delimiter" { value = local.delimiter }
output "tags" { value = merge(try(var.context.tags, {}), var.tags) }
output "context" {
  value = {
    enabled     = local.enabled
    namespace   = local.parts.namespace
    tenant      = local.parts.tenant
    environment = local.parts.environment
    stage       = local.parts.stage
    name        = local.parts.name
    delimiter   = local.delimiter
    attributes  = concat(try(tolist(var.context.attributes), []), var.attributes)
    label_order = local.order
    tags        = merge(try(var.context.tags, {}), var.tags)
  }
}
