//! The column of forms.
//!
//! | modules | are |
//! | --- | --- |
//! | [`set_up`] | the column |
//! | [`distribution`], [`behaviors`], [`behavior`], [`origin`], [`function_associations`] | CloudFront |
//! | [`edge_function`], [`code_editor`], [`key_value_store`] | code at the edge |
//! | [`rest_api`], [`stages`], [`resources`], [`methods`], [`http_api`] | API Gateway |
//! | [`lambda`], [`permissions`] | Lambda |
//! | [`table`] | the fields that the others leave out |
//! | [`further`] | domain names, buckets, DNS, error responses |
//! | [`expectation`] | what a request should give |
//! | [`document`], [`outline`] | the JSON of all of it, and its parts to fold |

pub mod behavior;
pub mod behaviors;
pub mod code_editor;
pub mod distribution;
pub mod document;
pub mod edge_function;
pub mod expectation;
pub mod function_associations;
pub mod further;
pub mod http_api;
pub mod key_value_store;
pub mod lambda;
pub mod methods;
pub mod origin;
pub mod outline;
pub mod permissions;
pub mod resources;
pub mod rest_api;
pub mod set_up;
pub mod stages;
pub mod table;
