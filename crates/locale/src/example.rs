//! The examples in the words of a language.

use hopscope_scenario::Scenario;

use crate::Catalog;

/// An example with its titles and names in the language of the texts, where they have them.
pub fn tell(mut scenario: Scenario, name: &str, texts: &Catalog) -> Scenario {
    let put = |place: &mut String, part: &str| {
        let key = ["example.", name, ".", part].concat();
        // What the file leaves out stays short in a link.
        if !place.is_empty() && !texts.templates(&key).is_empty() {
            *place = texts.text(&key);
        }
    };
    put(&mut scenario.title, "title");
    put(&mut scenario.notes, "notes");
    let names: Vec<String> = scenario.requests.iter().map(|request| request.name.clone()).collect();
    for (index, request) in scenario.requests.iter_mut().enumerate() {
        put(&mut request.name, &["requests.", &(index + 1).to_string()].concat());
    }
    // Who comes after another knows it by its name.
    let renamed: Vec<String> = scenario.requests.iter().map(|request| request.name.clone()).collect();
    for request in scenario.requests.iter_mut().filter(|request| !request.after.is_empty()) {
        if let Some(name) = names.iter().position(|name| *name == request.after).and_then(|at| renamed.get(at)) {
            request.after.clone_from(name);
        }
    }
    scenario
}
