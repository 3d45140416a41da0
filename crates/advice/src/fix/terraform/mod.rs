//! Fixes as Terraform.
