//! Everything that is the same for all modules: folders, files, what was given for variables, limits, notes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use hcl_edit::structure::{Block, Body};

use crate::fault::Fault;
use crate::import::{Ask, Entry, Fate, Question, Reason};
use crate::letters;
use crate::options::Options;
use crate::resource::Resource;
use crate::source::{FileId, Files, Span};
use crate::value::{Kind, Piece, Unknown, Value};

use super::folder::{Folder, folder_of, joined, roots};
use super::module::Module;
use super::registry::Builtin;
use super::scope::{Scope, attribute_place};

/// How deep expressions may lead to one another.
const MAX_DEPTH: u32 = 220;
/// How much may be evaluated and copied, in values.
pub const MAX_STEPS: u64 = 4_000_000;
/// How deep modules may be nested.
pub const MAX_MODULES_DEEP: usize = 12;
/// How many module instances there may be.
const MAX_MODULES: usize = 2_000;
/// How many resources there may be.
const MAX_RESOURCES: usize = 20_000;

/// Everything that is the same for all modules.
pub struct World<'f> {
    /// The files.
    pub files: &'f Files,
    /// What the caller said.
    pub options: &'f Options,
    folders: &'f Folders<'f>,
    builtin_texts: &'f [Builtin],
    by_path: HashMap<String, FileId>,
    installed: HashMap<(String, String), String>,
    steps: Cell<u64>,
    depth: Cell<u32>,
    children: RefCell<HashMap<String, Rc<Module<'f>>>>,
    found: RefCell<Found>,
}

/// What reading found.
#[derive(Default)]
pub struct Found {
    /// The resources.
    pub resources: Vec<Resource>,
    /// What is to be reported.
    pub report: Vec<Entry>,
    /// What is to be asked.
    pub questions: Vec<Question>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

impl Found {
    /// Puts other places in the places' stead.
    pub fn relocate(&mut self, moved: &dyn Fn(Span) -> Option<Span>) {
        let change = |span: &mut Option<Span>| *span = span.and_then(moved);
        for resource in &mut self.resources {
            change(&mut resource.span);
            resource.calls = resource.calls.iter().copied().filter_map(moved).collect();
            if let Some(repeated) = &mut resource.repeated {
                change(&mut repeated.span);
            }
            relocate_value(&mut resource.attributes, &change);
        }
        self.report.iter_mut().for_each(|entry| change(&mut entry.span));
        self.questions.iter_mut().for_each(|question| change(&mut question.span));
        self.faults.iter_mut().for_each(|fault| change(&mut fault.span));
    }
}

fn relocate_value(value: &mut Value, change: &dyn Fn(&mut Option<Span>)) {
    change(&mut value.span);
    match &mut value.kind {
        Kind::List(items) => items.iter_mut().for_each(|item| relocate_value(item, change)),
        Kind::Object(object) => {
            for entry in &mut object.0 {
                change(&mut entry.at);
                relocate_value(&mut entry.value, change);
            }
        }
        Kind::Either(either) => {
            relocate_value(&mut either.then, change);
            relocate_value(&mut either.otherwise, change);
        }
        Kind::Repeated(each) => {
            change(&mut each.why.span);
            relocate_value(&mut each.item, change);
        }
        Kind::Unknown(unknown) => change(&mut unknown.span),
        Kind::Text(text) => {
            for piece in &mut text.0 {
                if let Piece::Unknown(unknown) = piece {
                    change(&mut unknown.span);
                }
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
    }
}

/// The declarations of all files.
#[derive(Default)]
pub struct Folders<'f> {
    /// By path.
    pub given: BTreeMap<String, Folder<'f>>,
    /// Modules that are understood from their inputs, by name.
    pub builtin: BTreeMap<&'static str, Folder<'f>>,
    /// Variable files.
    pub variable_files: Vec<(FileId, &'f str, &'f Body)>,
}

impl<'f> Folders<'f> {
    /// Sorts the bodies into folders.
    pub fn new(parsed: &'f [(FileId, String, Body)], builtin: &'f [Builtin]) -> Self {
        let mut out = Self::default();
        let mut in_order: Vec<&(FileId, String, Body)> = parsed.iter().collect();
        // Terraform reads a folder's files by name, overrides after all others; here what comes first counts.
        in_order.sort_by_key(|(_, name, _)| {
            let stem = name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or_default();
            (!(stem == "override" || stem.ends_with("_override")), name.clone())
        });
        for (id, name, body) in in_order {
            if name.ends_with(".tfvars") {
                out.variable_files.push((*id, name, body));
                continue;
            }
            let path = folder_of(name).to_owned();
            let folder = out.given.entry(path.clone()).or_default();
            folder.path = path;
            folder.add(*id, body);
        }
        for module in builtin {
            let mut folder = Folder::default();
            folder.path = module.name.to_owned();
            folder.add(module.file, &module.body);
            out.builtin.insert(module.name, folder);
        }
        out
    }
}

impl<'f> World<'f> {
    /// A world of those declarations.
    pub fn new(files: &'f Files, folders: &'f Folders<'f>, builtin: &'f [Builtin], options: &'f Options) -> Self {
        let by_path = files.iter().map(|(id, file)| (joined("", &file.name), id)).collect();
        Self {
            files,
            options,
            folders,
            builtin_texts: builtin,
            by_path,
            installed: installed_modules(files),
            steps: Cell::new(0),
            depth: Cell::new(0),
            children: RefCell::default(),
            found: RefCell::default(),
        }
    }

    /// Evaluates all roots.
    pub fn evaluate(&self) {
        let roots = roots(&self.folders.given);
        let several = roots.len() > 1;
        for path in roots {
            let Some(folder) = self.folders.given.get(&path) else { continue };
            let address = if several && !path.is_empty() { format!("{path}:") } else { String::new() };
            let module = Rc::new(Module::root(folder, address));
            self.walk(&module);
        }
    }

    /// What was found.
    pub fn finish(self) -> Found {
        self.found.into_inner()
    }

    /// Yields the resources of a module, then those of the modules that it calls.
    fn walk(&self, module: &Rc<Module<'f>>) {
        for ((kind, name), (block, file)) in &module.folder.resources {
            let Some(instances) = self.resource(module, kind, name) else { continue };
            for instance in &instances.items {
                let attributes = self.attributes(module, &instances, instance);
                self.yield_resource(module, kind, instance, (*attributes).clone(), (block, *file));
            }
        }
        for ((kind, name), (block, file)) in &module.folder.data {
            let Some(instances) = self.data_source(module, kind, name) else { continue };
            for instance in &instances.items {
                let attributes = self.attributes(module, &instances, instance);
                let kind = format!("data.{kind}");
                self.yield_resource(module, &kind, instance, (*attributes).clone(), (block, *file));
            }
        }
        for (name, _) in &module.folder.modules {
            let Some(calls) = self.module_calls(module, name) else { continue };
            for instance in &calls.items {
                if let Some(child) = self.child(module, &calls, instance) {
                    self.walk(&child);
                }
            }
        }
    }

    fn yield_resource(
        &self,
        module: &Rc<Module<'f>>,
        kind: &str,
        instance: &super::instances::Instance,
        attributes: Value,
        declared: (&Block, FileId),
    ) {
        let mut found = self.found.borrow_mut();
        if found.resources.len() >= MAX_RESOURCES {
            return;
        }
        let span = super::scope::place(declared.1, declared.0);
        let mut resource = Resource {
            address: instance.address.clone(),
            kind: kind.to_owned(),
            attributes,
            span,
            calls: module.calls.clone(),
            repeated: instance.repeated.clone().or_else(|| self.repeated_call(module)),
        };
        // Lines of modules that are understood from their inputs are the user's: the call's.
        if declared.1.0 >= super::registry::FIRST_FILE {
            let own = |call: &&Span| call.file.0 < super::registry::FIRST_FILE;
            super::registry::relocate(&mut resource, module.calls.iter().rev().find(own).copied());
        }
        found.resources.push(resource);
    }

    /// Why it is not known whether a module, or one that leads to it, is there.
    fn repeated_call(&self, module: &Rc<Module<'f>>) -> Option<Unknown> {
        let caller = module.caller.as_ref()?;
        let binding = caller.binding.as_ref();
        binding.and_then(|binding| binding.repeated.clone()).or_else(|| self.repeated_call(&caller.module))
    }

    /// The module behind a call, once for each address; none where it was not given.
    pub fn child(
        &self,
        module: &Rc<Module<'f>>,
        calls: &super::instances::Instances<'f>,
        instance: &super::instances::Instance,
    ) -> Option<Rc<Module<'f>>> {
        if let Some(found) = self.children.borrow().get(&instance.address) {
            return Some(Rc::clone(found));
        }
        if module.depth() >= MAX_MODULES_DEEP || self.children.borrow().len() >= MAX_MODULES {
            return None;
        }
        let folder = self.folder_of_call(module, calls)?;
        let caller = super::module::Caller {
            module: Rc::clone(module),
            block: calls.block,
            file: calls.file,
            binding: instance.binding.clone(),
        };
        let call = super::scope::place(calls.file, calls.block);
        let child = Rc::new(Module::called(folder, format!("{}.", instance.address), &calls.name, caller, call));
        self.children.borrow_mut().insert(instance.address.clone(), Rc::clone(&child));
        Some(child)
    }

    fn folder_of_call(
        &self,
        module: &Rc<Module<'f>>,
        calls: &super::instances::Instances<'f>,
    ) -> Option<&'f Folder<'f>> {
        let source = self.module_source(calls);
        if source.starts_with("./") || source.starts_with("../") || source == "." || source == ".." {
            let path = joined(&module.folder.path, &source);
            let folder = self.folders.given.get(&path);
            if folder.is_none() {
                self.missing(module, calls, &source);
            }
            return folder;
        }
        let key = if module.key.is_empty() { calls.name.clone() } else { format!("{}.{}", module.key, calls.name) };
        if let Some(folder) =
            self.installed.get(&(module.root.clone(), key)).and_then(|path| self.folders.given.get(path))
        {
            return Some(folder);
        }
        let version = calls.block.body.get_attribute("version").and_then(|attribute| attribute.value.as_str());
        let known = super::registry::understood(&source, version);
        if let Some(folder) = known.and_then(|name| self.folders.builtin.get(name)) {
            self.note_understood(calls, &source);
            return Some(folder);
        }
        self.missing(module, calls, &source);
        None
    }

    /// The workspace: what the caller says (`-var terraform.workspace=NAME`), else the one that always is there, which
    /// is noted.
    pub fn workspace(&self, span: Option<Span>) -> Value {
        const NAME: &str = "terraform.workspace";
        if let Some(given) = self.options.variables.get(NAME) {
            return Value::text(given, span);
        }
        let noted = self.found.borrow().report.iter().any(|entry| entry.address == NAME);
        if !noted {
            self.report(Entry {
                fate: Fate::Folded,
                address: NAME.to_owned(),
                kind: "terraform".to_owned(),
                attribute: None,
                reason: Some(Reason::Assumed("default".to_owned())),
                span,
            });
        }
        Value::text("default", span)
    }

    /// The source of a module call.
    pub fn module_source(&self, calls: &super::instances::Instances<'f>) -> String {
        let attribute = calls.block.body.get_attribute("source");
        attribute.and_then(|attribute| attribute.value.as_str()).unwrap_or_default().to_owned()
    }

    fn missing(&self, module: &Rc<Module<'f>>, calls: &super::instances::Instances<'f>, source: &str) {
        self.report(Entry {
            fate: Fate::Lost,
            address: format!("{}module.{}", module.address, calls.name),
            kind: "module".to_owned(),
            attribute: None,
            reason: Some(Reason::ModuleMissing(source.to_owned())),
            span: super::scope::place(calls.file, calls.block),
        });
    }

    fn note_understood(&self, calls: &super::instances::Instances<'f>, source: &str) {
        if calls.file.0 >= super::registry::FIRST_FILE {
            return;
        }
        let version = calls.block.body.get_attribute("version").and_then(|attribute| attribute.value.as_str());
        self.report(Entry {
            fate: Fate::Folded,
            address: format!("module.{}", calls.name),
            kind: "module".to_owned(),
            attribute: None,
            reason: Some(Reason::Understood(match version {
                Some(version) => format!("{source} {version}"),
                None => source.to_owned(),
            })),
            span: super::scope::place(calls.file, calls.block),
        });
    }

    /// Reports, once.
    pub fn report(&self, entry: Entry) {
        let mut found = self.found.borrow_mut();
        if !found.report.contains(&entry) {
            found.report.push(entry);
        }
    }

    /// Asks whether a condition holds.
    pub fn ask_condition(&self, condition: &str, then: &str, otherwise: &str, span: Option<Span>) {
        let mut found = self.found.borrow_mut();
        if !found.questions.iter().any(|question| question.id == condition) {
            found.questions.push(Question {
                id: condition.to_owned(),
                ask: Ask::Condition {
                    condition: condition.to_owned(),
                    then: then.to_owned(),
                    otherwise: otherwise.to_owned(),
                },
                field: None,
                span,
            });
        }
    }

    /// Takes steps; false where there are none left.
    pub fn spend(&self, steps: u64) -> bool {
        let spent = self.steps.get().saturating_add(steps);
        self.steps.set(spent);
        spent <= MAX_STEPS
    }

    /// Goes one expression deeper; none where that is too deep.
    pub fn deeper<T>(&self, act: impl FnOnce() -> T) -> Option<T> {
        let depth = self.depth.get();
        if depth >= MAX_DEPTH {
            return None;
        }
        self.depth.set(depth + 1);
        let out = act();
        self.depth.set(depth);
        Some(out)
    }

    /// The text of a stretch of a file.
    pub fn text(&self, span: Span) -> Option<&str> {
        if let Some(index) = span.file.0.checked_sub(super::registry::FIRST_FILE) {
            let text = self.builtin_texts.get(index as usize)?.text;
            return text.get(span.start as usize..span.end as usize);
        }
        self.files.text(span)
    }

    /// The file of that path, seen from a folder.
    pub fn file(&self, folder: &str, path: &str) -> Option<FileId> {
        let path = if path.starts_with('/') { joined("", path) } else { joined(folder, path) };
        self.by_path.get(&path).copied()
    }

    /// The files below a folder, by their paths from there.
    pub fn files_below(&self, folder: &str, path: &str) -> Vec<String> {
        let base = joined(folder, path);
        let prefix = if base.is_empty() { String::new() } else { format!("{base}/") };
        let mut found: Vec<String> =
            self.by_path.keys().filter_map(|name| name.strip_prefix(&prefix).map(str::to_owned)).collect();
        found.sort();
        found
    }

    /// What was given for a root's variable: by the user, by the files that Terraform loads by itself, or by the only
    /// variable file that there is.
    pub fn given(&self, module: &Rc<Module<'f>>, name: &str, block: Option<&Block>) -> Option<Value> {
        let text = self.options.variables.get(name).or_else(|| self.options.answers.get(name));
        if let Some(text) = text {
            return Some(self.given_text(module, text, block));
        }
        let of_root = |file: &str| folder_of(file) == module.folder.path;
        let asked = |file: &str| self.options.var_files.iter().any(|other| joined("", other) == joined("", file));
        let by_itself = |file: &str| {
            let short = file.rsplit('/').next().unwrap_or(file);
            of_root(file) && (short == "terraform.tfvars" || short.ends_with(".auto.tfvars"))
        };
        let files = &self.folders.variable_files;
        let mut ranked: Vec<(u8, &(FileId, &str, &Body))> = Vec::new();
        for found in files {
            if asked(found.1) {
                ranked.push((0, found));
            } else if by_itself(found.1) {
                ranked.push((if found.1.ends_with(".auto.tfvars") { 1 } else { 2 }, found));
            // Who gives one variable file means it, wherever it lies.
            } else if files.len() == 1 {
                ranked.push((3, found));
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        for (_, (file, _, body)) in ranked {
            let Some(attribute) = body.get_attribute(name) else { continue };
            let scope = Scope { world: self, module, file: *file, bound: None, strict: false };
            return Some(scope.eval(&attribute.value).or_at(attribute_place(*file, attribute)));
        }
        self.given_in_json(&of_root, &asked, name)
    }

    fn given_in_json(&self, of_root: &dyn Fn(&str) -> bool, asked: &dyn Fn(&str) -> bool, name: &str) -> Option<Value> {
        for (id, file) in self.files.iter().filter(|(_, file)| file.name.ends_with(".tfvars.json")) {
            if !of_root(&file.name) && !asked(&file.name) {
                continue;
            }
            let document: serde_json::Value = serde_json::from_str(&file.text).ok()?;
            if let Some(value) = document.get(name) {
                return Some(letters::from_serde(value, Some(Span { file: id, start: 0, end: 0 })));
            }
        }
        None
    }

    /// Text that a user typed: an expression where the variable's type wants one.
    fn given_text(&self, module: &Rc<Module<'f>>, text: &str, block: Option<&Block>) -> Value {
        let kind = block.and_then(|block| block.body.get_attribute("type"));
        let is_text =
            kind.is_some_and(|kind| matches!(kind.value.as_variable(), Some(name) if name.as_str() == "string"));
        if !is_text
            && text.trim_start().starts_with(['[', '{'])
            && let Ok(expression) = hcl_edit::parser::parse_expr(text.trim())
        {
            let scope = Scope { world: self, module, file: FileId(u32::MAX), bound: None, strict: false };
            return strip_places(scope.eval(&expression));
        }
        Value::text(text, None)
    }
}

/// A value that stands in no file.
fn strip_places(value: Value) -> Value {
    use crate::value::{Entry as Field, Kind, Object};
    let kind = match value.kind {
        Kind::List(items) => Kind::List(items.into_iter().map(strip_places).collect()),
        Kind::Object(object) => Kind::Object(Object(
            object
                .0
                .into_iter()
                .map(|field| Field { key: field.key, at: None, value: strip_places(field.value) })
                .collect(),
        )),
        other => other,
    };
    Value::new(kind, None)
}

/// Where `terraform init` put modules: folder by root and key.
fn installed_modules(files: &Files) -> HashMap<(String, String), String> {
    let mut out = HashMap::new();
    for (_, file) in files.iter() {
        let Some(before) = file.name.strip_suffix(".terraform/modules/modules.json") else { continue };
        let root = before.trim_end_matches('/').to_owned();
        let Ok(document) = serde_json::from_str::<serde_json::Value>(&file.text) else { continue };
        let modules = document.get("Modules").and_then(serde_json::Value::as_array);
        for module in modules.into_iter().flatten() {
            let text = |name: &str| module.get(name).and_then(serde_json::Value::as_str);
            if let (Some(key), Some(dir)) = (text("Key"), text("Dir")) {
                out.insert((root.clone(), key.to_owned()), joined(&root, dir));
            }
        }
    }
    out
}
