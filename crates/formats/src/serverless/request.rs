//! What an `http` event asks of a request: parameters and schemas; and the API's keys with their plan.
//!
//! A schema makes a validator of body and parameters; parameters alone are named and not checked. Source: the framework's
//! guide, "API Gateway", "Request Schema Validators", "Request Parameters" and "Setting API keys".

use super::{Writer, reference};
use crate::source::Span;
use crate::value::{Kind, Object, Value};

impl Writer<'_> {
    /// The properties of a method for what its event asks.
    pub(super) fn request_checks(
        &mut self,
        method: &str,
        event: &Value,
        span: Option<Span>,
    ) -> Vec<(&'static str, Option<Value>)> {
        let Some(request) = event.get("request") else { return Vec::new() };
        let mut own = vec![("RequestParameters", request.get("parameters").map(parameters))];
        let schemas = request.get("schemas").or_else(|| request.get("schema"));
        let Some(Kind::Object(schemas)) = schemas.map(|schemas| &schemas.kind) else { return own };
        let api = || Some(reference("ApiGatewayRestApi", span));
        let mut models = Object::default();
        for (number, entry) in schemas.0.iter().enumerate() {
            let shared = self.provider("apiGateway").and_then(|own| own.get("request")?.get("schemas"));
            let shared = entry.value.as_known().and_then(|name| shared?.get(&name));
            let written = shared.unwrap_or(&entry.value);
            let schema = written.get("schema").unwrap_or(written).clone();
            let model = format!("{method}Model{number}");
            models.set(&entry.key, entry.at, Value::text(&model, entry.at));
            let named = Some(Value::text(&model, entry.at));
            let declared = vec![("RestApiId", api()), ("Name", named), ("Schema", Some(schema))];
            self.declare(&model, "AWS::ApiGateway::Model", entry.at, declared);
        }
        let validator = format!("{method}Validator");
        let on = || Some(Value { span, ..Value::bool(true) });
        let checks = vec![("RestApiId", api()), ("ValidateRequestBody", on()), ("ValidateRequestParameters", on())];
        self.declare(&validator, "AWS::ApiGateway::RequestValidator", span, checks);
        own.push(("RequestModels", Some(Value::new(Kind::Object(models), span))));
        own.push(("RequestValidatorId", Some(reference(&validator, span))));
        own
    }

    /// The keys of the API, and the plan that admits them to its stage.
    pub(super) fn api_keys(&mut self, settings: &Value, stage: &Value) {
        let mut keys = Vec::new();
        for key in settings.get("apiKeys").map(Value::items).unwrap_or_default() {
            // A plan's name with its keys, where there are several plans.
            match key.entries() {
                [only] if matches!(only.value.kind, Kind::List(_)) => keys.extend(only.value.items().iter().cloned()),
                _ => keys.push(key.clone()),
            }
        }
        if keys.is_empty() {
            return;
        }
        let span = settings.get("apiKeys").and_then(|keys| keys.span);
        let on = Value::object([("ApiId", reference("ApiGatewayRestApi", span)), ("Stage", stage.clone())]);
        let plan = "ApiGatewayUsagePlan";
        let stages = Some(Value::list(vec![on]));
        self.declare(plan, "AWS::ApiGateway::UsagePlan", span, vec![("ApiStages", stages)]);
        for (number, key) in keys.iter().enumerate() {
            let id = format!("ApiGatewayApiKey{number}");
            let named = key.get("name").unwrap_or(key).clone();
            self.declare(
                &id,
                "AWS::ApiGateway::ApiKey",
                key.span,
                vec![
                    ("Name", Some(named)),
                    ("Value", key.get("value").cloned()),
                    ("Enabled", key.get("enabled").cloned()),
                ],
            );
            let tie = vec![("KeyId", Some(reference(&id, key.span))), ("UsagePlanId", Some(reference(plan, key.span)))];
            self.declare(&format!("ApiGatewayUsagePlanKey{number}"), "AWS::ApiGateway::UsagePlanKey", key.span, tie);
        }
    }
}

/// `querystrings`, `headers` and `paths`, each name with whether it must be there.
fn parameters(value: &Value) -> Value {
    let mut all = Object::default();
    for (section, place) in [("querystrings", "querystring"), ("headers", "header"), ("paths", "path")] {
        for entry in value.get(section).map(Value::entries).unwrap_or_default() {
            let required = entry.value.get("required").unwrap_or(&entry.value).clone();
            all.set(format!("method.request.{place}.{}", entry.key), entry.at, required);
        }
    }
    Value::new(Kind::Object(all), value.span)
}
