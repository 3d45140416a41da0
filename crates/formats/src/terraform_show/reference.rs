//! What expressions of a plan's configuration refer to, through variables and outputs of modules.

use crate::value::Value;

/// How many steps a reference may lead through modules.
const MAX_STEPS: usize = 24;

/// The configuration of a plan.
pub struct Configuration<'c> {
    root: Option<&'c Value>,
}

/// An attribute of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The resource's address.
    pub resource: String,
    /// The attribute.
    pub attribute: String,
    /// The way from there.
    pub rest: Vec<String>,
}

impl<'c> Configuration<'c> {
    /// The configuration, where the plan has one.
    pub fn new(configuration: Option<&'c Value>) -> Self {
        Self { root: configuration.and_then(|configuration| configuration.get("root_module")) }
    }

    /// The expressions of the resource at an address.
    pub fn expressions(&self, address: &str) -> Option<&'c Value> {
        let (path, rest) = split(address);
        let module = self.module(&path)?;
        let plain = rest.split('[').next().unwrap_or(&rest);
        let resources = module.get("resources").map(Value::items).unwrap_or_default();
        let found = resources
            .iter()
            .find(|resource| resource.get("address").and_then(Value::as_known).as_deref() == Some(plain));
        found.and_then(|resource| resource.get("expressions"))
    }

    fn module(&self, path: &[String]) -> Option<&'c Value> {
        let mut module = self.root?;
        for name in path {
            let plain = name.split('[').next().unwrap_or(name);
            module = module.get("module_calls")?.get(plain)?.get("module")?;
        }
        Some(module)
    }

    /// The resource attributes that a reference in the resource at an address leads to.
    pub fn resolve(&self, address: &str, reference: &str) -> Vec<Reference> {
        let (path, _) = split(address);
        let mut found = Vec::new();
        self.follow(&path, reference, &mut found, MAX_STEPS);
        found
    }

    fn follow(&self, path: &[String], reference: &str, found: &mut Vec<Reference>, steps: usize) {
        let Some(steps) = steps.checked_sub(1) else { return };
        let words = words(reference);
        let word = |index: usize| words.get(index).map(String::as_str).unwrap_or_default();
        match word(0) {
            "var" => {
                let Some((last, outer)) = path.split_last() else { return };
                let name = last.split('[').next().unwrap_or(last);
                let call = self.module(outer).and_then(|module| module.get("module_calls")?.get(name));
                let expression = call.and_then(|call| call.get("expressions")?.get(word(1)));
                self.each(outer, expression, found, steps);
            }
            "module" => {
                let (name, output) = (word(1), words.iter().skip(2).find(|word| word.parse::<usize>().is_err()));
                let plain = name.split('[').next().unwrap_or(name);
                let Some(output) = output else { return };
                let call = self.module(path).and_then(|module| module.get("module_calls")?.get(plain)?.get("module"));
                let expression = call.and_then(|module| module.get("outputs")?.get(output)?.get("expression"));
                let mut inner = path.to_vec();
                inner.push(name.to_owned());
                self.each(&inner, expression, found, steps);
            }
            "each" | "count" | "local" | "path" | "terraform" | "self" => {}
            _ => {
                let data = word(0) == "data";
                let at = if data { 2 } else { 1 };
                let key = |word: &str| word.starts_with('[');
                if word(at).is_empty() {
                    return;
                }
                let mut resource = words.iter().take(at + 1).cloned().collect::<Vec<_>>().join(".");
                let mut rest = words.iter().skip(at + 1).cloned().collect::<Vec<_>>();
                if rest.first().is_some_and(|word| key(word)) {
                    resource.push_str(&rest.remove(0));
                }
                if rest.is_empty() {
                    return;
                }
                let attribute = rest.remove(0);
                let prefix: String = path.iter().map(|name| format!("module.{name}.")).collect();
                let rest = rest.into_iter().map(|word| word.trim_matches(['[', ']', '"']).to_owned()).collect();
                found.push(Reference { resource: format!("{prefix}{resource}"), attribute, rest });
            }
        }
    }

    fn each(&self, path: &[String], expression: Option<&Value>, found: &mut Vec<Reference>, steps: usize) {
        let references = expression.and_then(|expression| expression.get("references")).map(Value::items);
        for reference in references.unwrap_or_default().iter().filter_map(Value::as_known).take(32) {
            self.follow(path, &reference, found, steps);
        }
    }
}

/// The module path of an address, and the rest: `module.a["x"].module.b.aws_lb.c` → `a["x"]`, `b`; `aws_lb.c`.
fn split(address: &str) -> (Vec<String>, String) {
    let words = words(address);
    let mut path = Vec::new();
    let mut rest = words.as_slice();
    while let [module, name, more @ ..] = rest {
        if module != "module" {
            break;
        }
        let mut name = name.clone();
        rest = more;
        if let [key, more @ ..] = rest
            && key.starts_with('[')
        {
            name.push_str(key);
            rest = more;
        }
        path.push(name);
    }
    let mut out = String::new();
    for word in rest {
        if !out.is_empty() && !word.starts_with('[') {
            out.push('.');
        }
        out.push_str(word);
    }
    (path, out)
}

/// The words of an address or a reference; an index is a word of its own, in its brackets.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let (mut inside, mut quoted) = (false, false);
    for letter in text.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.push(letter);
            }
            '.' if !inside && !quoted => {
                if !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                }
            }
            '[' if !quoted => {
                if !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                }
                inside = true;
                word.push(letter);
            }
            ']' if !quoted => {
                word.push(letter);
                inside = false;
                out.push(std::mem::take(&mut word));
            }
            _ => word.push(letter),
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_split_at_their_modules() {
        let (path, rest) = split("module.a[\"x.y\"].module.b.aws_lb.c[0]");
        assert_eq!(path, ["a[\"x.y\"]", "b"]);
        assert_eq!(rest, "aws_lb.c[0]");
    }
}
