//! Which files belong together, and which folders are roots.

use std::collections::{BTreeMap, HashMap};

use hcl_edit::structure::{Attribute, Block, Body, Structure};

use crate::source::FileId;

/// A declaration, and the file it stands in.
pub type Declared<'f> = (&'f Block, FileId);

/// The configuration of one folder.
#[derive(Default)]
pub struct Folder<'f> {
    /// Its path; empty for the top.
    pub path: String,
    /// Variables by name.
    pub variables: HashMap<&'f str, Declared<'f>>,
    /// Locals by name.
    pub locals: HashMap<&'f str, (&'f Attribute, FileId)>,
    /// Outputs by name.
    pub outputs: HashMap<&'f str, Declared<'f>>,
    /// Module calls by name, in order.
    pub modules: Vec<(&'f str, Declared<'f>)>,
    /// Resources by type and name, in order.
    pub resources: Vec<((&'f str, &'f str), Declared<'f>)>,
    /// Data sources by type and name, in order.
    pub data: Vec<((&'f str, &'f str), Declared<'f>)>,
    /// Provider configurations.
    pub providers: Vec<(&'f str, Declared<'f>)>,
    resource_index: HashMap<(&'f str, &'f str), usize>,
    data_index: HashMap<(&'f str, &'f str), usize>,
}

impl<'f> Folder<'f> {
    /// Takes in what a file declares. Of two declarations of one name the first counts, but a file named `override.tf`
    /// or `…_override.tf` goes before all others.
    pub fn add(&mut self, file: FileId, body: &'f Body) {
        for structure in body {
            let Structure::Block(block) = structure else { continue };
            let label = |index: usize| block.labels.get(index).map(hcl_edit::structure::BlockLabel::as_str);
            match (block.ident.as_str(), label(0), label(1)) {
                ("variable", Some(name), _) => {
                    self.variables.entry(name).or_insert((block, file));
                }
                ("output", Some(name), _) => {
                    self.outputs.entry(name).or_insert((block, file));
                }
                ("locals", ..) => {
                    for attribute in block.body.attributes() {
                        self.locals.entry(attribute.key.as_str()).or_insert((attribute, file));
                    }
                }
                ("module", Some(name), _) if self.module(name).is_none() => {
                    self.modules.push((name, (block, file)));
                }
                ("provider", Some(name), _) => self.providers.push((name, (block, file))),
                ("resource", Some(kind), Some(name)) => {
                    let next = self.resources.len();
                    if *self.resource_index.entry((kind, name)).or_insert(next) == next {
                        self.resources.push(((kind, name), (block, file)));
                    }
                }
                ("data", Some(kind), Some(name)) => {
                    let next = self.data.len();
                    if *self.data_index.entry((kind, name)).or_insert(next) == next {
                        self.data.push(((kind, name), (block, file)));
                    }
                }
                _ => {}
            }
        }
    }

    /// The resource of that type and name.
    pub fn resource(&self, kind: &str, name: &str) -> Option<Declared<'f>> {
        self.resource_index.get(&(kind, name)).and_then(|index| self.resources.get(*index)).map(|(_, found)| *found)
    }

    /// The data source of that type and name.
    pub fn data_source(&self, kind: &str, name: &str) -> Option<Declared<'f>> {
        self.data_index.get(&(kind, name)).and_then(|index| self.data.get(*index)).map(|(_, found)| *found)
    }

    /// The module call of that name.
    pub fn module(&self, name: &str) -> Option<Declared<'f>> {
        self.modules.iter().find(|(other, _)| *other == name).map(|(_, found)| *found)
    }

    /// Whether it declares something that is deployed.
    pub fn deploys(&self) -> bool {
        !self.resources.is_empty() || !self.modules.is_empty()
    }
}

/// The folder of a file.
pub fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path seen from a folder, without `.` and `..`, but for those at its head that lead out of what was given: a module
/// beside the folder that was given has such a path (`../modules/api`).
pub fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folders outside of what was given that a configuration calls as modules, by their paths from there. `name` is
/// the file's path, `text` what stands in it. Told by lines, not by reading, as it only says what else to look at.
pub fn modules_outside(name: &str, text: &str) -> Vec<String> {
    let source = |line: &str| {
        let value = line.trim().strip_prefix("source")?.trim_start().strip_prefix('=')?.trim_start();
        let path = value.strip_prefix('"')?.split('"').next()?;
        path.starts_with("..").then(|| joined(folder_of(name), path))
    };
    text.lines().filter_map(source).filter(|path| path.starts_with("..")).collect()
}

/// Folders that show how others are used, or test them.
const SHOWING: &[&str] = &["example", "examples", "test", "tests", "wrapper", "wrappers", "fixtures"];

/// The folders that nothing given calls: what is deployed. A library's own examples do not make it a part of theirs.
pub fn roots<'f>(folders: &BTreeMap<String, Folder<'f>>) -> Vec<String> {
    let showing = |path: &str| path.split('/').any(|part| SHOWING.contains(&part));
    let hidden = |path: &str| path.split('/').any(|part| part.starts_with('.') && part != "." && part != "..");
    let called_by = |count: &dyn Fn(&str) -> bool| -> Vec<String> {
        let callers = folders.iter().filter(|(path, _)| count(path));
        callers
            .flat_map(|(path, folder)| folder.modules.iter().map(move |(_, (block, _))| (path, *block)))
            .filter_map(|(path, block)| {
                let source = block.body.get_attribute("source")?.value.as_str()?;
                source.starts_with('.').then(|| joined(path, source))
            })
            .collect()
    };
    let deploying: Vec<&String> =
        folders.iter().filter(|(path, folder)| folder.deploys() && !hidden(path)).map(|(path, _)| path).collect();
    let choose = |count: &dyn Fn(&str) -> bool, take: &dyn Fn(&str) -> bool| -> Vec<String> {
        let called = called_by(count);
        deploying.iter().filter(|path| take(path) && !called.contains(path)).map(|path| (*path).clone()).collect()
    };
    let module = |path: &str| path.split('/').any(|part| part == "modules" || part == "module");
    let plain = choose(&|path| !showing(path), &|path| !showing(path) && !module(path));
    let routes = |path: &String| reaches_routing(folders, path, &mut Vec::new());
    // Leftovers beside modules that nobody given calls say less than those modules.
    let uncalled = choose(&|path| !showing(path), &|path| !showing(path));
    if plain.iter().any(routes) || !plain.is_empty() && !uncalled.iter().any(routes) {
        return plain;
    }
    // A library of modules: its examples say what the modules are called with; what no example calls stands alone.
    choose(&|_| true, &|_| true)
}

/// Resources that are what requests reach first, or that say where a request goes.
const ROUTING: &[&str] = &[
    "aws_cloudfront_distribution",
    "aws_api_gateway_rest_api",
    "aws_apigatewayv2_api",
    "aws_lambda_function_url",
    "aws_lb_listener",
    "aws_alb_listener",
];

/// Whether a folder, or a given module that it leads to, declares what routes requests. A module that was not given may.
fn reaches_routing<'f>(folders: &'f BTreeMap<String, Folder<'f>>, path: &str, seen: &mut Vec<String>) -> bool {
    if seen.iter().any(|other| other == path) {
        return false;
    }
    seen.push(path.to_owned());
    let Some(folder) = folders.get(path) else { return false };
    folder.resources.iter().any(|((kind, _), _)| ROUTING.contains(kind))
        || folder.modules.iter().any(|(_, (block, _))| {
            let source = block.body.get_attribute("source").and_then(|attribute| attribute.value.as_str());
            source
                .is_some_and(|source| !source.starts_with('.') || reaches_routing(folders, &joined(path, source), seen))
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_path_may_lead_out_of_what_was_given() {
        for (folder, path, expected) in [
            ("", "./a/../b", "b"),
            ("envs/dev", "../../modules/api", "modules/api"),
            ("", "../modules/api", "../modules/api"),
            ("../modules/api", "../lambda", "../modules/lambda"),
            ("../modules", "../../x", "../../x"),
        ] {
            assert_eq!(joined(folder, path), expected, "{folder} {path}");
        }
    }

    #[test]
    fn modules_outside_are_named() {
        let text =
            "module \"a\" {\n  source = \"../../modules/a\"\n}\nmodule \"b\" {\n  source=\"./b\"\n}\n# source = 1\n";
        assert_eq!(modules_outside("main.tf", text), ["../../modules/a"]);
        assert_eq!(modules_outside("envs/dev/main.tf", text), <[String; 0]>::default());
    }

    fn roots_of(texts: &[(&str, &str)]) -> Vec<String> {
        let bodies: Vec<(String, Body)> =
            texts.iter().map(|(path, text)| ((*path).to_owned(), text.parse().unwrap())).collect();
        let mut folders: BTreeMap<String, Folder<'_>> = BTreeMap::new();
        for (path, body) in &bodies {
            let folder = folders.entry(path.clone()).or_default();
            folder.path.clone_from(path);
            folder.add(FileId(0), body);
        }
        roots(&folders)
    }

    const CDN: &str = "resource \"aws_cloudfront_distribution\" \"this\" {}";
    const LEFT_OVER: &str = "resource \"aws_wafv2_web_acl_association\" \"this\" {}";

    #[test]
    fn modules_that_nobody_calls_stand_for_themselves_beside_mere_leftovers() {
        let calls = "module \"cdn\" {\n  source = \"../../resources/cdn\"\n}";
        let given = [("modules/site", calls), ("resources/cdn", CDN), ("resources/acl", LEFT_OVER)];
        assert_eq!(roots_of(&given), ["modules/site", "resources/acl"]);
    }

    #[test]
    fn a_module_that_nobody_calls_is_left_where_something_else_routes() {
        assert_eq!(roots_of(&[("", CDN), ("modules/old", CDN)]), [""]);
        assert_eq!(roots_of(&[("", LEFT_OVER), ("modules/old", LEFT_OVER)]), [""]);
    }
}
