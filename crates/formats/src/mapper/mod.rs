//! Resources in, scenario out, with the line behind each field and what became of each resource.
//!
//! Parts are tied by the texts that AWS ties them by: an origin's host is an API's id and its region, a permission's
//! ARN names a function. Where an id is not known yet, its handle is written as a placeholder that is the same
//! wherever it stands, so the ties hold.
//!
//! | module | maps |
//! | --- | --- |
//! | [`node`] | reading attributes, and noting what was read |
//! | [`render`] | texts with handles as letters; placeholders |
//! | `distribution`, `behavior`, `cloudfront_policy`, `edge_function` | CloudFront |
//! | `rest_api`, `rest_method`, `request_check`, `usage_plan`, `http_api`, `domain_name`, `integration` | API Gateway |
//! | `lambda`, `bucket`, `website`, `load_balancer`, `listener`, `dns`, `web_acl` | what stands behind and in front |
//! | `region` | the region of what says none itself |
//! | `outside` | hosts that nothing in the files declares |
//! | `leftovers` | what became of the rest |

// Fields are filled one by one, in the order of the file's, with the mapper at work between them.
#![allow(clippy::field_reassign_with_default)]

mod behavior;
mod bucket;
mod cloudfront_policy;
mod distribution;
mod dns;
mod domain_name;
mod edge_function;
mod http_api;
mod integration;
mod lambda;
mod leftovers;
mod listener;
mod load_balancer;
mod node;
mod outside;
mod policy_document;
mod region;
mod render;
mod request_check;
mod rest_api;
mod rest_method;
mod usage_plan;
mod web_acl;
mod website;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use hopscope_scenario::request::Request;
use hopscope_scenario::{FieldPath, Scenario};

use crate::import::{Ask, Entry, Fate, Import, Question, Reason, Source, SourceMap};
use crate::options::Options;
use crate::reading::Reading;
use crate::resource::Resource;
use crate::source::{Files, Span};
use crate::value::{Unknown, Value, Why};
use node::Node;
use region::region;

/// Makes a scenario of what was read.
pub fn map(reading: Reading, options: &Options) -> Import {
    let Reading { files, resources, report, questions, faults, scenarios } = reading;
    let scenario = scenarios.into_iter().next().unwrap_or_default();
    let mut mapper = Mapper::new(&resources, &files, options, scenario);
    mapper.report = report;
    mapper.questions = questions;
    mapper.run();
    let Mapper { scenario, sources, report, questions, .. } = mapper;
    Import { scenario, sources, report, questions, faults, files }
}

/// Places of resources by a text.
type Index = HashMap<String, Vec<usize>>;

/// The mapper at work.
pub(crate) struct Mapper<'a> {
    resources: &'a [Resource],
    files: &'a Files,
    options: &'a Options,
    by_address: HashMap<&'a str, usize>,
    by_kind: BTreeMap<&'a str, Vec<usize>>,
    scenario: Scenario,
    sources: SourceMap,
    report: Vec<Entry>,
    questions: Vec<Question>,
    /// What became of each resource, where that is settled.
    fates: Vec<Option<Fate>>,
    /// The functions that integrations call, with the place that first does.
    called: BTreeMap<String, Option<Span>>,
    /// The parts by the ids under which others refer to them.
    policies: BTreeMap<String, String>,
    region: String,
    /// The resources of a type by the letters of one of their attributes: as they are set, and as AWS fills them in.
    set: HashMap<(String, String), Rc<Index>>,
    filled: RefCell<HashMap<(String, String), Rc<Index>>>,
    /// Placeholders that were given out, and to which seeds.
    placeholders: RefCell<HashMap<String, String>>,
    /// What was reported, so that nothing is told twice.
    told: HashSet<Entry>,
    /// Load balancers whose certificate is not in the files, with its ARN and its line.
    unknown_certificates: Vec<(usize, String, Option<Span>)>,
}

impl<'a> Mapper<'a> {
    fn new(resources: &'a [Resource], files: &'a Files, options: &'a Options, scenario: Scenario) -> Self {
        let mut by_address = HashMap::new();
        let mut by_kind: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, resource) in resources.iter().enumerate() {
            by_address.entry(resource.address.as_str()).or_insert(index);
            by_kind.entry(resource.kind.as_str()).or_default().push(index);
        }
        Self {
            resources,
            files,
            options,
            by_address,
            by_kind,
            scenario,
            sources: SourceMap::default(),
            report: Vec::new(),
            questions: Vec::new(),
            fates: vec![None; resources.len()],
            called: BTreeMap::new(),
            policies: BTreeMap::new(),
            region: region(resources, options),
            set: HashMap::new(),
            filled: RefCell::default(),
            placeholders: RefCell::default(),
            told: HashSet::new(),
            unknown_certificates: Vec::new(),
        }
    }

    /// The order matters where one part looks for another: policies and functions before behaviours, APIs before
    /// their domains, everything before the hosts that are left over.
    fn run(&mut self) {
        self.map_policies();
        self.map_edge_functions();
        self.map_distributions();
        self.map_rest_apis();
        self.map_http_apis();
        self.map_domain_names();
        self.map_lambdas();
        self.map_buckets();
        self.map_load_balancers();
        self.map_dns();
        self.map_unknown_certificates();
        self.map_web_acls();
        self.map_outside();
        self.map_leftovers();
        self.add_request();
    }

    /// The resources of a type.
    fn of_kind(&self, kind: &str) -> Vec<Node<'a>> {
        let indices = self.by_kind.get(kind).map(Vec::as_slice).unwrap_or_default();
        indices.iter().filter_map(|index| self.resources.get(*index)).map(Node::new).collect()
    }

    /// The resources of several types, in the order of the types.
    fn of_kinds(&self, kinds: &[&str]) -> Vec<Node<'a>> {
        kinds.iter().flat_map(|kind| self.of_kind(kind)).collect()
    }

    /// The resources of a type whose attribute is set to that.
    fn belonging(&mut self, kind: &str, attribute: &str, id: &str) -> Vec<Node<'a>> {
        let key = (kind.to_owned(), attribute.to_owned());
        let index = match self.set.get(&key) {
            Some(index) => Rc::clone(index),
            None => {
                let mut index = Index::new();
                for number in self.by_kind.get(kind).cloned().unwrap_or_default() {
                    let Some(node) = self.resources.get(number).map(Node::new) else { continue };
                    let Some(entry) = node.entry(attribute) else { continue };
                    let value = self.settle(&node, attribute, &entry.value);
                    if let Some(letters) = self.letters_of(value) {
                        index.entry(letters).or_default().push(number);
                    }
                }
                let index = Rc::new(index);
                self.set.insert(key, Rc::clone(&index));
                index
            }
        };
        let numbers = index.get(id).map(Vec::as_slice).unwrap_or_default();
        let found = numbers.iter().filter_map(|number| self.resources.get(*number)).map(|resource| {
            let node = Node::new(resource);
            node.entry(attribute);
            node
        });
        found.collect()
    }

    /// The first resource of a type whose attribute is that, as it is set or as AWS fills it in.
    fn with(&self, kind: &str, attribute: &str, value: &str) -> Option<Node<'a>> {
        let key = (kind.to_owned(), attribute.to_owned());
        let known = self.filled.borrow().get(&key).cloned();
        let index = known.unwrap_or_else(|| {
            let mut index = Index::new();
            for number in self.by_kind.get(kind).map(Vec::as_slice).unwrap_or_default() {
                let Some(node) = self.resources.get(*number).map(Node::new) else { continue };
                index.entry(self.attribute_of(&node, attribute)).or_default().push(*number);
            }
            let index = Rc::new(index);
            self.filled.borrow_mut().insert(key, Rc::clone(&index));
            index
        });
        let number = index.get(value)?.first()?;
        self.resources.get(*number).map(Node::new)
    }

    fn resource(&self, address: &str) -> Option<&'a Resource> {
        self.by_address.get(address).and_then(|index| self.resources.get(*index))
    }

    /// Settles what became of a whole resource.
    fn settle_fate(&mut self, resource: &Resource, fate: Fate, reason: Option<Reason>) {
        let is_it = |index: &usize| self.resources.get(*index).is_some_and(|other| std::ptr::eq(other, resource));
        // An address stands once, mostly: looking through all of them would take long for a large import.
        let by_address = self.by_address.get(resource.address.as_str()).copied().filter(is_it);
        let Some(index) = by_address.or_else(|| self.resources.iter().position(|other| std::ptr::eq(other, resource)))
        else {
            return;
        };
        if let Some(slot) = self.fates.get_mut(index) {
            if slot.is_some() {
                return;
            }
            *slot = Some(fate);
        }
        self.report.push(Entry {
            fate,
            address: resource.address.clone(),
            kind: resource.kind.clone(),
            attribute: None,
            reason,
            span: resource.span,
        });
    }

    /// A resource that became a part of the scenario.
    fn mapped(&mut self, node: &Node<'a>, path: &FieldPath) {
        let set_at = node.value.span.or(node.resource.span);
        if let Some(set_at) = set_at {
            let source = Source { set_at, written_at: None, calls: node.resource.calls.clone() };
            self.sources.0.insert(path.clone(), source);
        }
        if node.is_whole() {
            self.settle_fate(node.resource, Fate::Mapped, None);
            if let Some(repeated) = &node.resource.repeated {
                self.note(node, None, Fate::Lost, Reason::Unknown(why_text(&repeated.why)));
                self.ask_for(repeated);
            }
        }
    }

    /// A resource whose content went into another part.
    fn folded(&mut self, node: &Node<'a>) {
        self.settle_fate(node.resource, Fate::Folded, None);
    }

    /// An entry about an attribute of a resource, or about all of it.
    fn note(&mut self, node: &Node<'a>, attribute: Option<&str>, fate: Fate, reason: Reason) {
        let span = attribute
            .and_then(|name| node.peek(name))
            .and_then(|entry| entry.at.or(entry.value.span))
            .or(node.value.span)
            .or(node.resource.span);
        let entry = Entry {
            fate,
            address: node.resource.address.clone(),
            kind: node.resource.kind.clone(),
            attribute: attribute.map(|name| node.attribute_path(name)),
            reason: Some(reason),
            span,
        };
        if self.told.insert(entry.clone()) {
            self.report.push(entry);
        }
    }

    /// Something that plays a part and is not carried over.
    fn lost(&mut self, node: &Node<'a>, attribute: &str, reason: Reason) {
        self.note(node, Some(attribute), Fate::Lost, reason);
    }

    /// Something that was taken to be so.
    fn assumed(&mut self, node: &Node<'a>, attribute: Option<&str>, what: impl Into<String>) {
        self.note(node, attribute, Fate::Folded, Reason::Assumed(what.into()));
    }

    /// Asks for what would settle an unknown value, where a person can say it.
    fn ask_for(&mut self, unknown: &Unknown) {
        if let Why::Variable(name) | Why::Part(name, _) = &unknown.why {
            self.ask(Question { id: name.clone(), ask: Ask::Variable(name.clone()), field: None, span: unknown.span });
        }
    }

    fn ask(&mut self, question: Question) {
        if !self.questions.iter().any(|asked| asked.id == question.id) {
            self.questions.push(question);
        }
    }

    /// Notes the line behind a field.
    fn source(&mut self, node: &Node<'a>, entry_at: Option<Span>, value: &Value, path: &FieldPath) {
        let Some(set_at) = entry_at.or(value.span).or(node.value.span) else { return };
        let written_at =
            value.span.filter(|span| span.file != set_at.file || span.start < set_at.start || span.end > set_at.end);
        let source = Source { set_at, written_at, calls: node.resource.calls.clone() };
        self.sources.0.insert(path.clone(), source);
    }

    /// The request in question, where the caller gave its URL.
    fn add_request(&mut self) {
        if let Some(url) = &self.options.url {
            self.scenario.requests.push(Request { url: url.clone(), ..Request::default() });
        }
    }
}

/// What is behind an unknown value, in the words of the file.
pub(crate) fn why_text(why: &Why) -> String {
    match why {
        Why::Variable(name) => format!("var.{name}"),
        Why::Part(name, way) => format!("var.{name}{way}"),
        Why::Function(name) => format!("{name}()"),
        Why::File(name)
        | Why::Module(name)
        | Why::Lookup(name)
        | Why::Undeclared(name)
        | Why::Limit(name)
        | Why::Invalid(name) => name.clone(),
        Why::Sensitive => "sensitive".to_owned(),
        Why::AfterApply => "known after apply".to_owned(),
    }
}

/// The path of an item of a list of the scenario.
fn item(list: &str, index: usize) -> FieldPath {
    FieldPath::root().field(list).index(index)
}
