//! [`Edit`], and the part of it that a first visit does without.

pub use hopscope_scenario::edit::Edit;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use hopscope_scenario::FieldPath;
    use serde_json::{Value, json};

    use hopscope_scenario::Scenario;

    use super::*;
    use crate::examples;

    fn origin() -> FieldPath {
        FieldPath::root().field("distributions").index(0).field("origin").index(0)
    }

    fn methods() -> FieldPath {
        FieldPath::root().field("rest_apis").index(0).field("resources").index(0).field("methods")
    }

    #[test]
    fn a_field_is_set_and_taken_back_to_its_default() {
        let scenario = examples::default();
        let set = Edit::text(origin().field("origin_path"), "/dev").apply(&scenario).unwrap();
        assert_eq!(set.distributions[0].origin[0].origin_path, "/dev");
        let removed = Edit::text_or_default(origin().field("origin_path"), String::new()).apply(&set).unwrap();
        assert_eq!(removed.distributions[0].origin[0].origin_path, "");
    }

    #[test]
    fn what_a_canonical_document_omits_is_made() {
        let scenario = Edit::text(
            FieldPath::root().field("distributions").index(0).field("geo_restriction").field("restriction_type"),
            "whitelist",
        )
        .apply(&examples::default())
        .unwrap();
        assert_eq!(scenario.distributions[0].geo_restriction.restriction_type.as_str(), "whitelist");
        let buckets = Edit::Insert(FieldPath::root().field("buckets").index(0), json!({"name": "b"}));
        assert_eq!(buckets.apply(&scenario).unwrap().buckets[0].name, "b");
    }

    /// Every place in a document.
    fn places(value: &Value, at: &FieldPath, found: &mut Vec<FieldPath>) {
        found.push(at.clone());
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| places(value, &at.field(name), found)),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, value)| places(value, &at.index(index), found));
            }
            _ => {}
        }
    }

    #[test]
    fn an_item_by_itself_changes_as_it_does_in_the_whole() {
        let mut by_itself = 0;
        for name in examples::NAMES {
            let scenario = examples::open(name);
            let mut found = Vec::new();
            places(&serde_json::from_str(&scenario.to_json()).unwrap(), &FieldPath::root(), &mut found);
            for at in found.into_iter().filter(|at| !at.segments().is_empty()) {
                let beside = at.field("allowed_methods");
                for edit in [
                    Edit::text(at.clone(), "/a/*"),
                    Edit::Set(at.clone(), json!(404)),
                    Edit::Set(beside, json!(["GET"])),
                    Edit::Remove(at),
                ] {
                    if let Some(changed) = edit.apply_to_item(&scenario) {
                        assert_eq!(Ok(changed), edit.apply(&scenario), "{edit:?}");
                        by_itself += 1;
                    }
                }
            }
        }
        assert!(by_itself > 6_000, "{by_itself}");
    }

    #[test]
    fn items_move_and_go() {
        let scenario = examples::default();
        let stage = FieldPath::root().field("rest_apis").index(0).field("stages");
        let moved = Edit::Move(stage.index(0), 1).apply(&scenario).unwrap();
        assert_eq!(moved.rest_apis[0].stages[1].name, "prod");
        let gone = Edit::Remove(stage.index(1)).apply(&moved).unwrap();
        assert_eq!(gone.rest_apis[0].stages.len(), 1);
        assert_eq!(Edit::Remove(stage.index(9)).apply(&gone).unwrap(), gone);
    }

    #[test]
    fn an_entry_takes_another_name_unless_that_is_taken() {
        let scenario = examples::default();
        let renamed = Edit::Rename(methods().field("GET"), "ANY".to_owned()).apply(&scenario).unwrap();
        assert_eq!(renamed.rest_apis[0].resources[0].methods.keys().next().unwrap().as_str(), "ANY");
        let both = Edit::Set(methods().field("GET"), json!({})).apply(&renamed).unwrap();
        let taken = Edit::Rename(methods().field("GET"), "ANY".to_owned()).apply(&both).unwrap_err();
        assert_eq!(taken.path(), Some(&methods().field("GET")));
        assert_eq!(Edit::Rename(methods().field("GET"), "GET".to_owned()).apply(&both).unwrap(), both);
    }

    #[test]
    fn a_part_takes_another_name_with_its_callers() {
        let scenario = examples::default();
        let called = |scenario: &Scenario| {
            let method = scenario.rest_apis[0].resources[0].methods.values().next().unwrap();
            method.integration.lambda.clone()
        };
        assert_eq!(called(&scenario), scenario.lambdas[0].name);
        let at = FieldPath::root().field("lambdas").index(0).field("name");
        let renamed = Edit::Rename(at.clone(), "code".to_owned()).apply(&scenario).unwrap();
        assert_eq!((called(&renamed).as_str(), renamed.lambdas[0].name.as_str()), ("code", "code"));
        let unnamed = Edit::Rename(at, String::new()).apply(&renamed).unwrap();
        assert_eq!(unnamed.lambdas[0].name, "");
    }

    #[test]
    fn a_text_that_cannot_be_read_is_refused_with_its_place() {
        let at = FieldPath::root().field("distributions").index(0).field("ordered_cache_behavior").index(0);
        let at = at.field("path_pattern");
        let error = Edit::text(at.clone(), "/a b").apply(&examples::default()).unwrap_err();
        assert_eq!(error.path(), Some(&at));
    }

    #[test]
    fn numbers_are_numbers() {
        let at = FieldPath::root().field("requests").index(0).field("expect").field("status");
        assert_eq!(Edit::number(at.clone(), " 403 "), Edit::Set(at.clone(), json!(403)));
        assert_eq!(Edit::number(at.clone(), ""), Edit::Remove(at.clone()));
        assert!(Edit::number(at, "4o3").apply(&examples::default()).is_err());
    }
}
