//! Lambda.

use super::Field;
use super::To::{Apart, Block, Inline, Name};

pub(super) const FUNCTION: &[Field] = &[
    Field("Code", Inline(&[Field("ZipFile", Name("zip_file"))])),
    Field("FunctionArn", Name("arn")),
    Field("Tags", Apart),
    Field("Environment", Block("environment", &[])),
];

pub(super) const PERMISSION: &[Field] = &[
    Field("FunctionUrlAuthType", Name("function_url_auth_type")),
    Field("InvokedViaFunctionUrl", Name("invoked_via_function_url")),
];

pub(super) const URL: &[Field] = &[
    Field("TargetFunctionArn", Name("function_name")),
    Field("FunctionArn", Name("function_name")),
    Field("AuthType", Name("authorization_type")),
    Field("Cors", Block("cors", &[])),
];
