//! What is measured, and how long it may take.

use std::error::Error;
use std::hint::black_box;

use hopscope_advice::compare::compare;
use hopscope_advice::diagnosis::diagnose;
use hopscope_advice::fix::fixes;
use hopscope_advice::lint::lint;
use hopscope_advice::proof::{Frame, decide};
use hopscope_advice::report::change;
use hopscope_advice::route_map::{Paths, route_map};
use hopscope_diagram::sequence::Options;
use hopscope_diagram::{sequence, story, verdict};
use hopscope_locale::{Catalog, Language};
use hopscope_routing::edge::NoAnswers;
use hopscope_routing::trace;
use hopscope_scenario::Scenario;
use hopscope_scenario::request::{Expectation, Request};

use crate::stopwatch::{Times, time};
use crate::{report, scenarios, terraform};

const MICROSECOND: f64 = 1e-6;
const MILLISECOND: f64 = 1e-3;

/// A line of the table.
#[derive(Debug)]
pub struct Measurement {
    /// On which scenario.
    pub scenario: &'static str,
    /// What was done.
    pub task: String,
    /// How long it took.
    pub times: Times,
    /// How long it may take, in seconds. None: it is only watched.
    pub budget: Option<f64>,
}

/// The measurements so far.
struct Bench<'a> {
    scenario: &'static str,
    only: &'a str,
    rows: Vec<Measurement>,
}

impl Bench<'_> {
    /// Measures one task, unless it is not wanted, and prints its line.
    fn task<T>(&mut self, task: &str, budget: impl Into<Option<f64>>, run: impl FnMut() -> T) {
        if !format!("{} {task}", self.scenario).contains(self.only) {
            return;
        }
        let row =
            Measurement { scenario: self.scenario, task: task.to_owned(), times: time(run), budget: budget.into() };
        println!("{}", report::line(&row));
        self.rows.push(row);
    }
}

/// Measures every task whose name holds `only`, and prints the table line by line.
pub fn measure(only: &str) -> Result<Vec<Measurement>, Box<dyn Error>> {
    println!("{}", report::head());
    let mut bench = Bench { scenario: "article", only, rows: Vec::new() };
    let article = scenarios::article()?;
    let request = article.requests.last().ok_or("the article's scenario has no request")?;
    core(&mut bench, &article, request, 2.0 * MICROSECOND);
    bench.scenario = "large";
    let large = scenarios::large()?;
    let request = large.requests.get(1).ok_or("the large scenario has no request")?;
    core(&mut bench, &large, request, 20.0 * MICROSECOND);
    bench.task("all 50 traces", None, || {
        large.requests.iter().for_each(|request| drop(black_box(trace(&large, request))));
    });
    let expectation = request.expect.as_ref().ok_or("the large scenario expects nothing")?;
    advice(&mut bench, &large, &scenarios::large_changed()?, request, expectation);
    import(&mut bench);
    Ok(bench.rows)
}

/// What a key press costs: reading the scenario, tracing, telling, drawing, the link.
fn core(bench: &mut Bench<'_>, scenario: &Scenario, request: &Request, trace_budget: f64) {
    let texts = Catalog::embedded(Language::English);
    let options = Options::new(&texts);
    let traced = trace(scenario, request);
    let told = story(&traced, &texts);
    bench.task("trace", trace_budget, || trace(scenario, request));
    bench.task("story", None, || story(&traced, &texts));
    bench.task("verdict", None, || verdict(&traced, &texts));
    bench.task("layout", None, || sequence(&told, &options));
    bench.task("trace to drawing", 16.0 * MILLISECOND, || {
        let traced = trace(scenario, request);
        black_box(verdict(&traced, &texts));
        sequence(&story(&traced, &texts), &options)
    });
    let link = scenario.to_link();
    bench.task("link, encode", None, || scenario.to_link());
    bench.task("link, decode", None, || Scenario::from_link(&link));
    let file = scenario.to_json();
    bench.task("file, write", None, || scenario.to_json());
    bench.task("file, read", None, || Scenario::from_json(&file));
    bench.task("problems", None, || scenario.problems());
}

/// What an import costs: reading, evaluating and mapping 5,000 lines of Terraform.
fn import(bench: &mut Bench<'_>) {
    let files = terraform::files();
    let lines: usize = files.iter().map(|(_, bytes)| bytes.iter().filter(|byte| **byte == b'\n').count()).sum();
    let task = format!("import, {lines} lines");
    bench.scenario = "terraform";
    bench.task(&task, 100.0 * MILLISECOND, || hopscope_formats::import(files.clone(), &Default::default()));
}

/// What the advice on a scenario costs.
fn advice(bench: &mut Bench<'_>, large: &Scenario, changed: &Scenario, request: &Request, wanted: &Expectation) {
    let budget = 50.0 * MILLISECOND;
    bench.task("lint", budget, || lint(large));
    bench.task("map of all URLs", budget, || route_map(large, "GET", Paths::Normal));
    bench.task("map of all paths", budget, || route_map(large, "GET", Paths::All));
    bench.task("compare with itself", budget, || compare(large, large, "GET", Paths::Normal, &NoAnswers));
    bench.task("compare with a change", budget, || compare(large, changed, "GET", Paths::Normal, &NoAnswers));
    for frame in Frame::ALL {
        let task = format!("proof, {}", frame.as_str());
        bench.task(&task, budget, || decide(large, request, wanted, *frame, &NoAnswers));
    }
    bench.task("diagnosis", budget, || diagnose(large, request, &NoAnswers));
    bench.task("fixes", budget, || fixes(large, request, &NoAnswers));
    let texts = Catalog::embedded(Language::English);
    bench.task("advise", budget, || change(&texts, large, request, &NoAnswers));
}
