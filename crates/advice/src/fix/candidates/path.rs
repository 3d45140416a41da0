//! Other paths to the origin: functions that rewrite, origin paths, behaviours.

use hopscope_routing::cloudfront::path_pattern;
use hopscope_routing::dns::{ExecuteApiHost, same_name};
use hopscope_routing::s3::endpoint::S3Host;
use hopscope_routing::url::Url;
use hopscope_scenario::cache_behavior::{CacheBehavior, FunctionAssociation, HttpMethod, ViewerEvent};
use hopscope_scenario::difference::added;
use hopscope_scenario::distribution::Origin;
use hopscope_scenario::edge_function::EdgeFunction;
use hopscope_scenario::field_path::Segment;
use hopscope_scenario::origin_server::Bucket;
use hopscope_scenario::request::Expectation;
use hopscope_scenario::{Edit, Part, PathPattern, Scenario};

use super::function_code::{application, merged, prefix, whole};
use crate::fix::edit::{new_function, set};
use crate::fix::situation::{Front, Situation};
use crate::fix::wanted::{Wanted, split};
use crate::fix::{Change, FixKind};
use crate::proof::{Frame, Setting, Verdict, decide};

pub(super) fn propose(at: &Situation<'_>, is_first: bool, found: &mut Vec<Change>) {
    let Some(front) = at.front else { return };
    if is_first {
        found.extend(reordered(at, &front));
        // Where the request is wanted at another origin, whatever the present one refuses by is no matter.
        found.extend(behavior_of_api(at, &front));
    }
    if !at.is_about_path() {
        return;
    }
    let needed = needed(at, &front);
    if is_first {
        // Where a resource's template fits the end of the path, which origin path works is plain; and patterns alone
        // are soon decided. What another origin or a longer template takes is not.
        let is_plain = needed.as_ref().is_some_and(|needed| !needed.is_whole);
        found.extend(ways(at, &front, if is_plain { Frame::PathPatterns } else { Frame::Both }));
    }
    let pages = [index(at, &front), spa(at, &front)].into_iter().flatten();
    let Some(needed) = needed else {
        functions(at, &front, pages, found);
        return;
    };
    found.extend(origin_path(&front, &needed));
    if is_first {
        found.extend(own_origin(at, &front, &needed));
    }
    functions(at, &front, rewrite(at.scenario, &front, &needed).into_iter().chain(pages), found);
}

/// Functions that rewrite the path: new ones where there is none yet, else as a part of the one that runs.
fn functions(at: &Situation<'_>, front: &Front<'_>, new: impl Iterator<Item = Change>, found: &mut Vec<Change>) {
    if front.takes_function() {
        found.extend(new);
    } else {
        found.extend(new.filter_map(|change| edited(at.scenario, front, change)));
    }
}

/// Behaviours whose patterns match too, and that another one keeps from being asked: each in front of that.
fn reordered(at: &Situation<'_>, front: &Front<'_>) -> Vec<Change> {
    const MOST: usize = 3;
    let Some(taken) = front.behavior_at else { return Vec::new() };
    let Ok(url) = Url::parse(&at.request.url) else { return Vec::new() };
    let path = path_pattern::normalize(&url.path);
    let later = front.distribution.ordered_cache_behavior.iter().enumerate().skip(taken + 1);
    let shadowed = later.filter(|(_, each)| {
        path_pattern::matches(each.path_pattern.as_str(), &path)
            && !crate::origin_request::same_settings(each, front.behavior)
    });
    let change = |(from, each): (usize, &CacheBehavior)| Change {
        kind: FixKind::BehaviorOrder,
        values: vec![
            ("pattern", each.path_pattern.to_string()),
            ("before", front.pattern()),
            ("origin", each.target_origin_id.clone()),
        ],
        edits: vec![Edit::Move(Part::OrderedCacheBehavior(front.index, from).path(), taken)],
    };
    shadowed.take(MOST).map(change).collect()
}

/// A behaviour for the origin of the API where the request is wanted, like those that ask it already. Where the path is
/// not yet right there, it is a first step.
fn behavior_of_api(at: &Situation<'_>, front: &Front<'_>) -> Option<Change> {
    let wanted = at.wanted.as_ref()?;
    let is_of_it = |origin: &Origin| base(at.scenario, &origin.domain_name, wanted).is_some();
    if front.origin.is_some_and(|(_, origin)| is_of_it(origin)) {
        return None;
    }
    let origin = front.distribution.origin.iter().find(|origin| is_of_it(origin))?;
    let pattern = first_segment_pattern(&at.request.url)?;
    let mut all = front.distribution.ordered_cache_behavior.iter();
    let like = all.find(|each| each.target_origin_id == origin.origin_id);
    let new = CacheBehavior {
        cache_policy: Some("CachingDisabled".into()),
        origin_request_policy: Some("AllViewerExceptHostHeader".into()),
        allowed_methods: HttpMethod::ALL.to_vec(),
        viewer_protocol_policy: front.behavior.viewer_protocol_policy,
        ..CacheBehavior::default()
    };
    let behavior = CacheBehavior {
        path_pattern: PathPattern::parse(&pattern).ok()?,
        target_origin_id: origin.origin_id.clone(),
        ..like.cloned().unwrap_or(new)
    };
    let values = vec![("pattern", pattern), ("origin", origin.origin_id.clone())];
    Some(Change { kind: FixKind::PathPattern, values, edits: vec![front.first_behavior(&behavior)] })
}

/// A change that runs a new function, made to the one that the behaviour runs already: that is called first, and what it
/// gives is rewritten.
fn edited(scenario: &Scenario, front: &Front<'_>, change: Change) -> Option<Change> {
    let mut associations = front.behavior.function_association.iter();
    let association = associations.find(|each| each.event_type == ViewerEvent::ViewerRequest)?;
    let mut functions = scenario.edge_functions.iter().enumerate();
    let (index, own) = functions.find(|(_, each)| each.name == association.function)?;
    let mut edits = Vec::new();
    for edit in change.edits {
        match edit.place()?.segments() {
            [Segment::Field(list), ..] if list == "edge_functions" => {
                let Edit::Insert(_, new) = &edit else { return None };
                let code = merged(own, new.get("code")?.as_str()?)?;
                edits.extend(set(Part::EdgeFunction(index), "code", &own.code, &code));
            }
            // It is associated already.
            [.., Segment::Field(list), Segment::Index(_)] if list == "function_association" => {}
            _ => edits.push(edit),
        }
    }
    let mut values = change.values;
    values.retain(|(name, _)| *name != "function");
    values.push(("function", own.name.clone()));
    Some(Change { kind: FixKind::FunctionEdit, values, edits })
}

/// The path that the origin must be asked for: what arrives, and what has to be there in its place.
pub(super) struct Needed {
    /// What arrives begins with this, and then goes on as it should.
    from: String,
    /// What has to be in its place, origin path and all.
    to: String,
    /// Whether the whole path is another, so that only this path can be rewritten.
    is_whole: bool,
}

pub(super) fn needed(at: &Situation<'_>, front: &Front<'_>) -> Option<Needed> {
    let (_, origin) = front.origin?;
    let wanted = at.wanted.as_ref()?;
    if let Wanted::S3 { bucket, key } = wanted {
        let bucket = at.scenario.buckets.get(*bucket)?;
        S3Host::parse(&origin.domain_name).filter(|host| host.bucket == bucket.name)?;
        let key = format!("/{key}");
        // The longest end that what arrives and what is asked for share, from a segment on.
        let shared = at.path.match_indices('/').map(|(from, _)| at.path.get(from..).unwrap_or_default());
        let shared = shared.clone().find(|end| key.ends_with(end) && end.len() > 1);
        let cut = |text: &str, end: &str| text.get(..text.len() - end.len()).unwrap_or_default().to_owned();
        return Some(match shared {
            Some(end) => Needed { from: cut(&at.path, end), to: cut(&key, end), is_whole: false },
            None => Needed { from: at.path.clone(), to: key, is_whole: true },
        });
    }
    if let Wanted::Host { domain_name, pattern } = wanted {
        return needed_at_host(at, &origin.domain_name, domain_name, pattern);
    }
    let base = base(at.scenario, &origin.domain_name, wanted)?;
    let Some(template) = wanted.template() else {
        return Some(Needed { from: String::new(), to: base, is_whole: false });
    };
    match split(template, &at.path) {
        Some((from, _)) => Some(Needed { from, to: base, is_whole: false }),
        None if template.contains('{') => None,
        None => Some(Needed { from: at.path.clone(), to: format!("{base}{template}"), is_whole: true }),
    }
}

/// What a server's or load balancer's path pattern asks of the path that arrives. None: the origin is another, or the
/// pattern says nothing.
fn needed_at_host(at: &Situation<'_>, origin: &str, domain_name: &str, pattern: &str) -> Option<Needed> {
    let mut records = at.scenario.dns.iter();
    let leads_there = records.any(|each| same_name(&each.name, origin) && same_name(&each.target, domain_name));
    if !(same_name(origin, domain_name) || leads_there) || !pattern.starts_with('/') {
        return None;
    }
    let cuts = at.path.match_indices('/').map(|(cut, _)| at.path.split_at(cut));
    if let Some((from, _)) = cuts.into_iter().find(|(_, rest)| path_pattern::matches(pattern, rest)) {
        return Some(Needed { from: from.to_owned(), to: String::new(), is_whole: false });
    }
    let fixed = pattern.split(['*', '?']).next().unwrap_or_default();
    let folder = fixed.rsplit_once('/').map_or("", |(folder, _)| folder);
    let fits = path_pattern::matches(pattern, &format!("{folder}{}", at.path));
    fits.then(|| Needed { from: String::new(), to: folder.to_owned(), is_whole: false })
}

/// What stands in front of a resource's path at a name of its API. None: the name is not one of the API's.
fn base(scenario: &Scenario, domain_name: &str, wanted: &Wanted) -> Option<String> {
    let (id, stage) = match wanted {
        Wanted::Rest { api, stage, .. } => (&scenario.rest_apis.get(*api)?.id, stage),
        Wanted::Http { api, stage, .. } => (&scenario.http_apis.get(*api)?.id, stage),
        Wanted::S3 { .. } | Wanted::LambdaUrl { .. } | Wanted::Host { .. } => return None,
    };
    if ExecuteApiHost::parse(domain_name).is_some_and(|host| host.api == id) {
        return Some(if stage == "$default" { String::new() } else { format!("/{stage}") });
    }
    let domain = scenario.domain_names.iter().find(|domain| same_name(&domain.domain_name, domain_name))?;
    let mapping = domain.base_path_mappings.iter().find(|each| each.api == *id && each.stage == *stage)?;
    let base = mapping.base_path.trim_matches('/');
    Some(if base.is_empty() || base == "(none)" { String::new() } else { format!("/{base}") })
}

/// The settings that the proof finds.
fn ways(at: &Situation<'_>, front: &Front<'_>, frame: Frame) -> Vec<Change> {
    const MOST: usize = 3;
    let wanted = at.wanted.as_ref().and_then(|wanted| place(at.scenario, wanted));
    let expected = at.request.expect.clone().filter(|expect| *expect != Expectation::default());
    let Some(expectation) =
        expected.or_else(|| wanted.map(|place| Expectation { reaches: Some(Some(place)), ..Expectation::default() }))
    else {
        return Vec::new();
    };
    let verdict = decide(at.scenario, at.request, &expectation, frame, at.answers);
    let Verdict::Possible(ways) = verdict else { return Vec::new() };
    ways.iter().take(MOST).filter_map(|way| setting(front, &way.setting)).collect()
}

/// A place as people type it.
fn place(scenario: &Scenario, wanted: &Wanted) -> Option<String> {
    Some(match wanted {
        Wanted::Rest { stage, method, resource, .. } => format!("{stage} {method} {resource}"),
        Wanted::Http { stage, route_key, .. } => format!("{stage} {route_key}"),
        Wanted::S3 { bucket, key } => format!("s3 {}/{key}", scenario.buckets.get(*bucket)?.name),
        Wanted::Host { domain_name, pattern } => format!("{domain_name} {pattern}"),
        Wanted::LambdaUrl { lambda } => format!("lambda {}", scenario.lambdas.get(*lambda)?.name),
    })
}

fn setting(front: &Front<'_>, setting: &Setting) -> Option<Change> {
    let mut edits = Vec::new();
    let mut values = Vec::new();
    if let Some(new) = &setting.behavior {
        let like = new.like.and_then(|at| front.distribution.ordered_cache_behavior.get(at));
        let behavior = CacheBehavior {
            path_pattern: new.path_pattern.clone(),
            target_origin_id: new.target_origin_id.clone(),
            ..like.unwrap_or(&front.distribution.default_cache_behavior).clone()
        };
        values.push(("pattern", new.path_pattern.as_str().to_owned()));
        values.push(("origin", new.target_origin_id.clone()));
        edits.push(front.first_behavior(&behavior));
    }
    if let Some(new) = &setting.origin_path {
        let change = set_origin_path(front, new.origin, &new.origin_path)?;
        if edits.is_empty() {
            return Some(change);
        }
        values.push(("origin_path", new.origin_path.clone()));
        edits.extend(change.edits);
    }
    (!edits.is_empty()).then_some(Change { kind: FixKind::PathPattern, values, edits })
}

fn set_origin_path(front: &Front<'_>, at: usize, path: &str) -> Option<Change> {
    let origin = front.distribution.origin.get(at)?;
    let before = origin.origin_path.clone();
    let edits = set(Part::Origin(front.index, at), "origin_path", &before, &path.to_owned());
    let values = vec![("origin", origin.origin_id.clone()), ("origin_path", path.to_owned()), ("before", before)];
    Some(Change { kind: FixKind::OriginPath, values, edits })
}

/// The origin path that puts in front what is missing there. Where something has to go besides, it is a first step.
fn origin_path(front: &Front<'_>, needed: &Needed) -> Option<Change> {
    let (at, origin) = front.origin?;
    let works = needed.to.strip_suffix(needed.from.as_str()).filter(|path| path.is_empty() || path.starts_with('/'));
    let path = works.unwrap_or(&needed.to);
    (origin.origin_path != path && !needed.is_whole).then(|| set_origin_path(front, at, path))?
}

/// An origin like the present one with the origin path that is right here, for the requests of this kind alone.
fn own_origin(at: &Situation<'_>, front: &Front<'_>, needed: &Needed) -> Option<Change> {
    let (_, origin) = front.origin?;
    let path = needed.to.strip_suffix(needed.from.as_str()).filter(|path| path.is_empty() || path.starts_with('/'))?;
    if needed.is_whole || origin.origin_path == path {
        return None;
    }
    let (id, new) = front.new_origin("path", |origin| path.clone_into(&mut origin.origin_path))?;
    let mut edits = vec![new];
    let pattern = match front.behavior_at {
        Some(_) => {
            edits.extend(front.asking_origin(&id));
            front.pattern()
        }
        None => {
            let pattern = first_segment_pattern(&at.request.url)?;
            let behavior = CacheBehavior {
                path_pattern: PathPattern::parse(&pattern).ok()?,
                target_origin_id: id.clone(),
                ..front.behavior.clone()
            };
            edits.push(front.first_behavior(&behavior));
            pattern
        }
    };
    let values = vec![("pattern", pattern), ("origin", id), ("origin_path", path.to_owned())];
    Some(Change { kind: FixKind::OwnOrigin, values, edits })
}

/// The pattern of everything below a URL's first segment.
fn first_segment_pattern(url: &str) -> Option<String> {
    let path = Url::parse(url).ok()?.path;
    let first = path.split('/').nth(1).filter(|first| !first.is_empty() && !first.contains(['*', '?', '"', '\\']))?;
    let is_one = path.len() == first.len() + 1;
    Some(if is_one { format!("/{first}") } else { format!("/{first}/*") })
}

/// A function that puts the right beginning in the place of the wrong one.
pub(super) fn rewrite(scenario: &Scenario, front: &Front<'_>, needed: &Needed) -> Option<Change> {
    let (_, origin) = front.origin?;
    let rest = needed.to.strip_prefix(origin.origin_path.as_str());
    let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let mut edits = Vec::new();
    let to = match rest {
        Some(rest) => rest.to_owned(),
        // What the origin path puts in front cannot be taken off again.
        None => {
            let path = if needed.is_whole { String::new() } else { needed.to.clone() };
            let to = if needed.is_whole { needed.to.clone() } else { String::new() };
            edits.extend(front.own_origin("rewritten", |origin| origin.origin_path = path)?);
            to
        }
    };
    if needed.from == to {
        return None;
    }
    let name = unused_name(scenario, if needed.from.is_empty() { "add-prefix" } else { "rewrite-path" });
    let code = if needed.is_whole { whole(&needed.from, &to) } else { prefix(&needed.from, &to) };
    let values =
        vec![("function", name.clone()), ("pattern", front.pattern()), ("from", needed.from.clone()), ("to", to)];
    edits.extend(associate(scenario, front, name, code));
    Some(Change { kind: FixKind::FunctionRewrite, values, edits })
}

/// A function that asks for a folder's `index.html`: S3's REST endpoint knows no folders, and its website endpoint sends
/// clients to the one with a slash, at its own name.
fn index(at: &Situation<'_>, front: &Front<'_>) -> Option<Change> {
    let (_, origin) = front.origin?;
    let bucket = bucket_of(at, origin)?;
    let last = at.path.rsplit('/').next().unwrap_or_default();
    let slash = if at.path.ends_with('/') { "" } else { "/" };
    let key = format!("{}{}{slash}index.html", origin.origin_path, at.path);
    let has_index = !last.contains('.') && has_object(bucket, &key);
    let name = unused_name(at.scenario, "add-index");
    let values = vec![("function", name.clone()), ("pattern", front.pattern()), ("object", key)];
    let code = "// S3's REST endpoint knows no folders: a path that names one means the page in it.\n\
        function handler(event) {\n  const request = event.request;\n  const last = request.uri.split(\"/\").pop();\n  \
        if (last === \"\") {\n    request.uri += \"index.html\";\n  } else if (!last.includes(\".\")) {\n    \
        request.uri += \"/index.html\";\n  }\n  return request;\n}\n";
    has_index.then(|| Change {
        kind: FixKind::FunctionIndex,
        values,
        edits: associate(at.scenario, front, name, code.to_owned()),
    })
}

/// A function that asks for the page of a single-page application on its routes, which are no objects.
fn spa(at: &Situation<'_>, front: &Front<'_>) -> Option<Change> {
    let (_, origin) = front.origin?;
    let bucket = bucket_of(at, origin)?;
    let last = at.path.rsplit('/').next().unwrap_or_default();
    let page = "/index.html";
    let is_route =
        !last.contains('.') && at.path != "/" && has_object(bucket, &format!("{}{page}", origin.origin_path));
    // A folder with a page of its own is no route.
    let own = format!("{}{}/index.html", origin.origin_path, at.path.trim_end_matches('/'));
    (is_route && !has_object(bucket, &own)).then_some(())?;
    let name = unused_name(at.scenario, "application-page");
    let values = vec![("function", name.clone()), ("pattern", front.pattern()), ("page", page.to_owned())];
    Some(Change { kind: FixKind::SpaFunction, values, edits: associate(at.scenario, front, name, application(page)) })
}

fn bucket_of<'s>(at: &Situation<'s>, origin: &Origin) -> Option<&'s Bucket> {
    let host = S3Host::parse(&origin.domain_name)?;
    at.scenario.buckets.iter().find(|bucket| bucket.name == host.bucket)
}

fn has_object(bucket: &Bucket, path: &str) -> bool {
    bucket.objects.iter().any(|object| path.strip_prefix('/') == Some(object))
}

/// A function, and its association with the behaviour.
fn associate(scenario: &Scenario, front: &Front<'_>, name: String, code: String) -> Vec<Edit> {
    let association = FunctionAssociation { function: name.clone(), ..FunctionAssociation::default() };
    let function = EdgeFunction { name, code, ..EdgeFunction::default() };
    let list = front.behavior_part().path().field("function_association");
    let associated = added(&list, front.behavior.function_association.len(), &association);
    vec![new_function(scenario, &function), associated]
}

/// A name for a function that is not taken.
pub(super) fn unused_name(scenario: &Scenario, base: &str) -> String {
    let is_taken = |name: &String| scenario.edge_functions.iter().any(|function| function.name == *name);
    let names = std::iter::once(base.to_owned()).chain((2_usize..).map(|number| format!("{base}-{number}")));
    names.into_iter().find(|name| !is_taken(name)).unwrap_or_default()
}
