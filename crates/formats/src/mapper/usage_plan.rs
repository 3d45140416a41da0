//! Usage plans of REST APIs: which keys they admit to which stages.

use hopscope_scenario::FieldPath;
use hopscope_scenario::rest_api::{RestApi, UsagePlan};

use super::Mapper;
use super::node::Node;

impl<'a> Mapper<'a> {
    /// The plans that admit to stages of an API. A plan for all of its stages is no more than its keys.
    pub fn usage_plans(&mut self, id: &str, path: &FieldPath, out: &mut RestApi) {
        for node in self.of_kind("aws_api_gateway_usage_plan") {
            let at = path.field("usage_plans").index(out.usage_plans.len());
            let mut stages = Vec::new();
            for stage in self.nodes(&node, "api_stages") {
                if self.text(&stage, "api_id", None).as_deref() == Some(id) {
                    stages.extend(self.filled(&stage, "stage", Some(&at.field("stages").index(stages.len()))));
                }
            }
            if stages.is_empty() {
                continue;
            }
            let keys = self.keys_of(&node);
            if out.stages.iter().all(|stage| stages.contains(&stage.name)) {
                let new = keys.into_iter().filter(|key| !out.api_keys.contains(key)).collect::<Vec<_>>();
                out.api_keys.extend(new);
                self.folded(&node);
                continue;
            }
            let name = self.text(&node, "name", None).or_else(|| self.text(&node, "usage_plan_name", None));
            let name = name.unwrap_or_else(|| self.attribute_of(&node, "name"));
            out.usage_plans.push(UsagePlan { name, stages, api_keys: keys, ..UsagePlan::default() });
            self.mapped(&node, &at);
        }
    }

    /// The values of the keys of a plan.
    fn keys_of(&mut self, plan: &Node<'a>) -> Vec<String> {
        let mut keys = Vec::new();
        let plan_id = self.id_of(plan);
        for tie in self.belonging("aws_api_gateway_usage_plan_key", "usage_plan_id", &plan_id) {
            self.folded(&tie);
            // The command line says the value with the tie.
            if let Some(value) = self.filled(&tie, "value", None) {
                keys.push(value);
                continue;
            }
            let Some(key_id) = self.text(&tie, "key_id", None) else { continue };
            for key in self.of_kind("aws_api_gateway_api_key") {
                if self.id_of(&key) != key_id {
                    continue;
                }
                let value = self.attribute_of(&key, "value");
                if self.flag(&key, "enabled", None) != Some(false) && !keys.contains(&value) {
                    keys.push(value);
                }
                self.folded(&key);
            }
        }
        keys
    }
}
