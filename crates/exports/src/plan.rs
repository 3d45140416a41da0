//! What is deployed: resources, look-ups, variables, and notes of what is not.

use std::collections::{BTreeMap, BTreeSet};

use hopscope_hcl::label;
use hopscope_scenario::Scenario;
use hopscope_scenario::rest_api::EndpointType;

use crate::export::Target;
use crate::kind::{self, Kind};
use crate::note::{Note, NoteKind};
use crate::ties::Ties;
use crate::value::{Body, Piece, Text};

/// The region of what CloudFront takes its certificates, functions and web ACLs from.
pub const EDGE_REGION: &str = "us-east-1";

/// A resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Its type.
    pub kind: &'static Kind,
    /// Its label.
    pub label: String,
    /// Its region, where that is not the file's.
    pub region: Option<String>,
    /// Its attributes.
    pub body: Body,
    /// What must be there before it and is not named in its attributes: types and labels.
    pub after: Vec<(&'static Kind, String)>,
}

/// Something that is there already and is looked up. Terraform only.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The type of the data source.
    pub kind: &'static str,
    /// Its label.
    pub label: String,
    /// What it is looked up by.
    pub body: Body,
}

/// What is deployed.
#[derive(Debug)]
pub struct Plan<'s> {
    /// Of what.
    pub scenario: &'s Scenario,
    /// For which format: where one has a resource that the other has not, the plan differs.
    pub target: Target,
    /// The region of what says none.
    pub region: String,
    /// The resources, in the order of the file.
    pub resources: Vec<Resource>,
    /// What is looked up.
    pub found: Vec<Found>,
    /// The variables.
    pub variables: BTreeSet<&'static str>,
    /// What the file does not hold.
    pub notes: Vec<Note>,
    labels: BTreeMap<(&'static str, String), String>,
    taken: BTreeSet<(&'static str, String)>,
    ties: Ties,
}

impl<'s> Plan<'s> {
    /// A plan of nothing yet, with the ties of a scenario.
    pub fn new(scenario: &'s Scenario, target: Target) -> Self {
        let mut plan = Self {
            scenario,
            target,
            region: main_region(scenario),
            resources: Vec::new(),
            found: Vec::new(),
            variables: BTreeSet::new(),
            notes: Vec::new(),
            labels: BTreeMap::new(),
            taken: BTreeSet::new(),
            ties: Ties::default(),
        };
        plan.tie_parts();
        plan
    }

    /// Whether it is for Terraform.
    pub fn is_terraform(&self) -> bool {
        self.target == Target::Terraform
    }

    /// The label of a part: the same for the same key, and no other's.
    pub fn label(&mut self, kind: &'static Kind, key: &str, base: &str) -> String {
        let known = (kind.terraform, key.to_owned());
        if let Some(label) = self.labels.get(&known) {
            return label.clone();
        }
        let base = label(base);
        let label = (1..).map(|number| if number == 1 { base.clone() } else { format!("{base}_{number}") });
        let label = label.into_iter().find(|label| !self.taken.contains(&(kind.terraform, label.clone())));
        let label = label.unwrap_or(base);
        self.taken.insert((kind.terraform, label.clone()));
        self.labels.insert(known, label.clone());
        label
    }

    /// A reference to an attribute of a part.
    pub fn of(&mut self, kind: &'static Kind, key: &str, base: &str, attribute: &'static str) -> Piece {
        Piece::Of { kind, label: self.label(kind, key, base), attribute }
    }

    /// Adds a resource.
    pub fn add(&mut self, kind: &'static Kind, label: String, body: Body) {
        self.add_in(kind, label, None, body);
    }

    /// Adds a resource of a region.
    pub fn add_in(&mut self, kind: &'static Kind, label: String, region: Option<&str>, body: Body) {
        let region = region.filter(|region| *region != self.region).map(str::to_owned);
        if !self.is_terraform() && region.is_some() && !kind.cloudformation.is_empty() {
            self.note(NoteKind::Region, region.as_deref().unwrap_or_default());
        }
        self.resources.push(Resource { kind, label, region, body, after: Vec::new() });
    }

    /// Says what the resource that was added last comes after.
    pub fn after(&mut self, others: Vec<(&'static Kind, String)>) {
        if let Some(last) = self.resources.last_mut() {
            last.after = others;
        }
    }

    /// A variable.
    pub fn variable(&mut self, name: &'static str) -> Piece {
        self.variables.insert(name);
        Piece::Variable(name)
    }

    /// Something that is looked up, where the format can.
    pub fn find(
        &mut self,
        kind: &'static str,
        name: &str,
        attribute: &'static str,
        body: Body,
        instead: Piece,
    ) -> Piece {
        let label = label(name);
        let found = Found { kind, label: label.clone(), body };
        if self.is_terraform() && !self.found.contains(&found) {
            self.found.push(found);
        }
        Piece::Found { kind, label, attribute, instead: Box::new(instead) }
    }

    /// Notes what the file does not hold, once.
    pub fn note(&mut self, kind: NoteKind, what: &str) {
        let note = Note { kind, what: what.to_owned() };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// A text with references in it.
    pub fn tied(&self, text: &str) -> Text {
        self.ties.text(text)
    }

    fn tie_parts(&mut self) {
        let scenario = self.scenario;
        self.ties.add_account();
        for (index, api) in scenario.rest_apis.iter().enumerate() {
            let id = self.rest_api(index, "id");
            self.tie_api(&api.id, &id);
        }
        for (index, api) in scenario.http_apis.iter().enumerate() {
            let id = self.http_api(index, "id");
            self.tie_api(&api.id, &id);
        }
        for (index, distribution) in scenario.distributions.iter().enumerate() {
            let key = index.to_string();
            let name = self.of(&kind::DISTRIBUTION, &key, &distribution.id, "domain_name");
            self.ties.add("", &distribution.domain_name, "", name);
            let id = self.of(&kind::DISTRIBUTION, &key, &distribution.id, "id");
            self.ties.add("distribution/", &distribution.id, "", id);
        }
        for (index, domain) in scenario.domain_names.iter().enumerate() {
            let attribute = match domain.endpoint_type {
                EndpointType::Edge => "cloudfront_domain_name",
                _ => "regional_domain_name",
            };
            let target = self.of(&kind::DOMAIN_NAME, &index.to_string(), &domain.domain_name, attribute);
            self.ties.add("", &domain.target_domain_name, "", target);
        }
        for (index, lambda) in scenario.lambdas.iter().enumerate() {
            if let Some(url) = &lambda.function_url {
                let host = self.of(&kind::FUNCTION_URL, &index.to_string(), &lambda.name, "host");
                self.ties.add("", &url.domain_name, "", host);
            }
        }
        for (index, balancer) in scenario.load_balancers.iter().enumerate() {
            let name = self.of(&kind::LOAD_BALANCER, &index.to_string(), &balancer.domain_name, "dns_name");
            self.ties.add("", &balancer.domain_name, "", name);
        }
        for (index, bucket) in scenario.buckets.iter().enumerate() {
            let name = self.of(&kind::BUCKET, &index.to_string(), &bucket.name, "bucket");
            for behind in [".s3.", ".s3-website"] {
                self.ties.add("", &bucket.name, behind, name.clone());
            }
        }
    }

    fn tie_api(&mut self, id: &str, piece: &Piece) {
        self.ties.add("", id, ".execute-api.", piece.clone());
        self.ties.add(":", id, "/", piece.clone());
    }

    /// A reference to a REST API, by its place.
    pub fn rest_api(&mut self, index: usize, attribute: &'static str) -> Piece {
        let api = self.scenario.rest_apis.get(index);
        let base = api.map_or("", |api| if api.name.is_empty() { &api.id } else { &api.name });
        self.of(&kind::REST_API, &index.to_string(), base, attribute)
    }

    /// A reference to an HTTP API, by its place.
    pub fn http_api(&mut self, index: usize, attribute: &'static str) -> Piece {
        let api = self.scenario.http_apis.get(index);
        let base = api.map_or("", |api| if api.name.is_empty() { &api.id } else { &api.name });
        self.of(&kind::HTTP_API, &index.to_string(), base, attribute)
    }
}

/// The region of most parts that have one.
fn main_region(scenario: &Scenario) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let apis = scenario.rest_apis.iter().map(|api| &api.region);
    let apis = apis.chain(scenario.http_apis.iter().map(|api| &api.region));
    for region in apis.chain(scenario.buckets.iter().map(|bucket| &bucket.region)) {
        *counts.entry(region).or_default() += 1;
    }
    let most = counts.into_iter().filter(|(region, _)| !region.is_empty()).max_by_key(|(_, count)| *count);
    most.map_or(EDGE_REGION, |(region, _)| region).to_owned()
}
