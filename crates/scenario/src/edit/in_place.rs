//! Edits made one after the other, for whoever tries many: each takes no more than the part that it changes through
//! JSON.

use serde_json::{Value, json};

use super::Edit;
use crate::field_path::Segment;
use crate::limits::LISTS;
use crate::{Scenario, ScenarioError};

impl Edit {
    /// The scenario after several edits, in order: the same as [`apply`](Self::apply) of each gives.
    ///
    /// # Errors
    /// When a field would hold what it may not.
    pub fn apply_all(edits: &[Self], scenario: &Scenario) -> Result<Scenario, ScenarioError> {
        let mut changed = scenario.clone();
        edits.iter().try_for_each(|edit| edit.make(&mut changed))?;
        Ok(changed)
    }

    fn make(&self, scenario: &mut Scenario) -> Result<(), ScenarioError> {
        match self {
            Self::All(edits) => return edits.iter().try_for_each(|edit| edit.make(scenario)),
            Self::Rename(..) => {}
            _ if self.change_long_list(scenario).or_else(|| self.change_part(scenario)).is_some() => return Ok(()),
            _ => {}
        }
        *scenario = self.apply(scenario)?;
        Ok(())
    }

    /// Changes an item of a list that may be long, inside another part. None: it is none, or the item cannot be read.
    fn change_long_list(&self, scenario: &mut Scenario) -> Option<()> {
        use Segment::{Field, Index};
        let [Field(outer), Index(at), Field(inner), Index(index)] = self.place()?.segments() else { return None };
        let read = |item: &Value| {
            let mut part = serde_json::Map::new();
            part.insert(inner.clone(), json!([item]));
            let mut document = json!({"hopscope": Scenario::VERSION});
            document.as_object_mut()?.insert(outer.clone(), json!([part]));
            Scenario::from_value(document).ok()
        };
        let most = LISTS.iter().find(|(name, _)| name == inner).map(|(_, most)| *most)?;
        match (outer.as_str(), inner.as_str()) {
            ("distributions", "ordered_cache_behavior") => {
                let list = &mut scenario.distributions.get_mut(*at)?.ordered_cache_behavior;
                self.change_list(list, (*index, most), |item| {
                    read(item)?.distributions.pop()?.ordered_cache_behavior.pop()
                })
            }
            ("rest_apis", "resources") => {
                let list = &mut scenario.rest_apis.get_mut(*at)?.resources;
                self.change_list(list, (*index, most), |item| read(item)?.rest_apis.pop()?.resources.pop())
            }
            _ => None,
        }
    }

    fn change_list<T>(
        &self,
        list: &mut Vec<T>,
        (index, most): (usize, usize),
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<()> {
        match self {
            Self::Set(_, value) => *list.get_mut(index)? = read(value)?,
            Self::Insert(_, value) if list.len() < most => list.insert(index.min(list.len()), read(value)?),
            Self::Remove(_) if index < list.len() => drop(list.remove(index)),
            Self::Move(_, to) if index < list.len() => {
                let item = list.remove(index);
                list.insert((*to).min(list.len()), item);
            }
            _ => return None,
        }
        Some(())
    }
}
