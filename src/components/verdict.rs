//! The verdict.
use hopscope_routing::trace::Component;
use yew::prelude::*;
/// x
pub const fn component_key(component: Component) -> &'static str {
    match component {
        Component::Viewer => "component.viewer",
        Component::Dns => "component.dns",
        Component::Cloudfront => "component.cloudfront",
        Component::EdgeFunction => "component.edge_function",
        Component::ApiGateway => "component.api_gateway",
        Component::Lambda => "component.lambda",
        Component::LambdaUrl => "component.lambda_url",
        Component::S3 => "component.s3",
        Component::LoadBalancer => "component.load_balancer",
        Component::Server => "component.server",
    }
}
#[component]
pub fn VerdictCard() -> Html { Html::default() }
