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

/// A path inside what was given; none where it leads out of it.
pub fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
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
                if source.starts_with('.') { joined(path, source) } else { None }
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
    if !plain.is_empty() {
        return plain;
    }
    // A library of modules: its examples say what the modules are called with; what no example calls stands alone.
    choose(&|_| true, &|_| true)
}
