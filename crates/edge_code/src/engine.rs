//! One run: a fresh engine, the user's code, its handler, its result.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::Path;
use std::rc::Rc;

use boa_engine::builtins::promise::PromiseState;
use boa_engine::context::time::{Clock, JsInstant};
use boa_engine::context::{ContextBuilder, HostHooks};
use boa_engine::error::EngineError;
use boa_engine::job::{Job, JobExecutor, PromiseJob};
use boa_engine::module::IdleModuleLoader;
use boa_engine::object::JsObject;
use boa_engine::object::builtins::JsPromise;
use boa_engine::realm::Realm;
use boa_engine::{Context, JsError, JsNativeError, JsResult, JsString, JsValue, Source, js_string};
use hopscope_scenario::edge_call::{EdgeCall, EdgeEventType, EdgeFailure, EdgeLimit, OrderedJson};

use crate::host::cloudfront::Store;
use crate::host::modules::Modules;
use crate::host::{self, Meter, console, define, function, globals, guards};
use crate::limits::{LIMIT_OF_VIEWER_EVENTS, NOW_MILLISECONDS};
use crate::source::{Dialect, HostNames, Prepared};
use crate::value;
use crate::wording;

/// Instructions that the modules written in JavaScript may take before the user's code begins.
const PREPARATION: usize = 100_000;

/// The name of the user's code in the engine's stack traces.
const CODE_NAME: &str = "function.js";

/// What a handler gave.
#[derive(Debug)]
pub enum Returned {
    /// A value that JSON can express.
    Json(OrderedJson),
    /// A value that JSON cannot express, by type: `undefined`, `function`.
    Other(&'static str),
    /// A value that holds itself or is far too large.
    Unbounded,
}

/// How a run went.
#[derive(Debug)]
pub struct Run {
    /// What the handler gave, or why it did not.
    pub result: Result<Returned, EdgeFailure>,
    /// How many instructions the user's code took.
    pub instructions: u64,
}

/// Runs code that is ready with a call's event.
pub fn run(call: &EdgeCall, prepared: &Prepared, names: &HostNames, meter: &Rc<Meter>) -> Run {
    let Some(event) = OrderedJson::parse(&call.event) else {
        return failed(EdgeFailure::Threw {
            name: "SyntaxError".to_owned(),
            message: "the event is no JSON".to_owned(),
            position: None,
        });
    };
    let jobs = Rc::new(Jobs::default());
    let mut context = match new_context(meter, &jobs) {
        Ok(context) => context,
        Err(error) => return failed(thrown_natively(&error)),
    };
    let mut session = Session { context: &mut context, call, prepared, meter, jobs: &jobs, modules: None };
    let before = match session.set_up(names) {
        Ok(()) => session.context.instructions_remaining(),
        Err(error) => return failed(thrown_natively(&error)),
    };
    let result = session.call_handler(&event);
    let result = result.map_err(|error| session.failure(error));
    let instructions = before.saturating_sub(session.context.instructions_remaining()) as u64;
    Run { result, instructions }
}

fn failed(failure: EdgeFailure) -> Run {
    Run { result: Err(failure), instructions: 0 }
}

fn thrown_natively(error: &JsError) -> EdgeFailure {
    EdgeFailure::Threw { name: "InternalError".to_owned(), message: error.to_string(), position: None }
}

fn new_context(meter: &Rc<Meter>, jobs: &Rc<Jobs>) -> JsResult<Context> {
    let mut context = ContextBuilder::new()
        .host_hooks(Rc::new(Hooks { meter: Rc::clone(meter) }))
        .clock(Rc::new(FrozenClock))
        .job_executor(Rc::clone(jobs))
        .module_loader(Rc::new(IdleModuleLoader))
        .instructions_remaining(meter.limits.instructions + PREPARATION)
        .build()?;
    context.runtime_limits_mut().set_recursion_limit(meter.limits.recursion);
    context.runtime_limits_mut().set_stack_size_limit(meter.limits.recursion.saturating_mul(64));
    Ok(context)
}

/// Why a handler gave nothing.
enum Stop {
    Error(JsError),
    NoHandler,
    NeverSettled,
}

impl From<JsError> for Stop {
    fn from(error: JsError) -> Self {
        Self::Error(error)
    }
}

struct Session<'a> {
    context: &'a mut Context,
    call: &'a EdgeCall,
    prepared: &'a Prepared,
    meter: &'a Rc<Meter>,
    jobs: &'a Rc<Jobs>,
    modules: Option<Modules>,
}

impl Session<'_> {
    fn set_up(&mut self, names: &HostNames) -> JsResult<()> {
        let context = &mut *self.context;
        context.insert_data(Rc::clone(self.meter));
        context.insert_data(Store(Some(self.call.clone())));
        guards::install(context)?;
        console::install(context)?;
        let modules = Modules::new(context)?;
        modules.install(names, context)?;
        globals::install(&modules, context)?;
        let measure = function("", 1, measure, context);
        let hidden = boa_engine::property::PropertyDescriptor::builder()
            .value(measure)
            .writable(false)
            .enumerable(false)
            .configurable(false);
        context.global_object().define_property_or_throw(JsString::from(names.measure.as_str()), hidden, context)?;
        self.modules = Some(modules);
        Ok(())
    }

    fn call_handler(&mut self, event: &OrderedJson) -> Result<Returned, Stop> {
        let source = Source::from_bytes(self.prepared.text.as_bytes()).with_path(Path::new(CODE_NAME));
        let program = self.context.eval(source)?;
        let program = program.as_callable().ok_or(Stop::NoHandler)?;
        let value = match self.meter.dialect {
            Dialect::Node => self.call_node(&program, event)?,
            _ => self.call_cloudfront_function(&program, event)?,
        };
        match value::to_json(&value, self.meter.dialect == Dialect::Node, self.context) {
            Ok(Some(json)) => Ok(Returned::Json(json)),
            Ok(None) => Ok(Returned::Other(value::type_name(&value))),
            Err(value::NotJson::Unbounded) => Ok(Returned::Unbounded),
            Err(value::NotJson::Threw(error)) => Err(Stop::Error(*error)),
        }
    }

    fn call_cloudfront_function(&mut self, program: &JsObject, event: &OrderedJson) -> Result<JsValue, Stop> {
        let undefined = JsValue::undefined();
        let handler = program.call(&undefined, &[], self.context)?.as_callable().ok_or(Stop::NoHandler)?;
        let event = value::from_json(event, self.context)?;
        if self.meter.dialect == Dialect::CloudFront2
            && let Some(request) = event.as_object()
            && let Some(request) = request.get(js_string!("request"), self.context)?.as_object()
        {
            let raw = function("rawQueryString", 0, raw_query_string, self.context);
            define(&request, "rawQueryString", raw, self.context)?;
        }
        let value = handler.call(&undefined, &[event], self.context)?;
        if self.meter.dialect == Dialect::CloudFront2 { self.settled(value) } else { Ok(value) }
    }

    fn call_node(&mut self, program: &JsObject, event: &OrderedJson) -> Result<JsValue, Stop> {
        let undefined = JsValue::undefined();
        let context = &mut *self.context;
        let exports = if self.prepared.is_module {
            program.call(&undefined, &[], context)?
        } else {
            let module = JsObject::with_object_proto(context.intrinsics());
            let exports = JsValue::from(JsObject::with_object_proto(context.intrinsics()));
            module.create_data_property_or_throw(js_string!("exports"), exports.clone(), context)?;
            let require = context.global_object().get(js_string!("require"), context)?;
            let names = [js_string!("/var/task/index.js").into(), js_string!("/var/task").into()];
            let [file, folder] = names;
            program.call(&exports, &[exports.clone(), require, module.clone().into(), file, folder], context)?;
            module.get(js_string!("exports"), context)?
        };
        self.run_jobs()?;
        let handler = match exports.as_object() {
            Some(exports) => exports.get(js_string!("handler"), self.context)?.as_callable(),
            None => None,
        };
        let handler = handler.ok_or(Stop::NoHandler)?;
        let event = value::from_json(event, self.context)?;
        let state = JsObject::with_null_proto();
        let callback = host::wrap(
            "callback",
            2,
            boa_engine::NativeFunction::from_copy_closure_with_captures(
                |_, args, state: &JsObject, context| keep_callback(state, args, context),
                state.clone(),
            ),
            self.context,
        );
        let lambda_context = self.lambda_context(&callback)?;
        let value = handler.call(&undefined, &[event, lambda_context, callback], self.context)?;
        let thenable = match value.as_object() {
            Some(object) => object.get(js_string!("then"), self.context)?.is_callable(),
            None => false,
        };
        if thenable {
            return self.settled(value);
        }
        self.drain(|_| false)?;
        if let Some(error) = own(&state, "error", self.context)? {
            return Err(Stop::Error(JsError::from_opaque(error)));
        }
        // Without promise and callback, Lambda answers `null` once nothing is left to do.
        Ok(own(&state, "value", self.context)?.unwrap_or(JsValue::null()))
    }

    /// The second argument of a Lambda handler.
    fn lambda_context(&mut self, callback: &JsValue) -> JsResult<JsValue> {
        let context = &mut *self.context;
        let object = JsObject::with_object_proto(context.intrinsics());
        let name = format!("us-east-1.{}", self.call.function);
        let arn = format!("arn:aws:lambda:us-east-1:111122223333:function:{}:1", self.call.function);
        for (key, text) in [
            ("functionName", name.as_str()),
            ("functionVersion", "1"),
            ("invokedFunctionArn", arn.as_str()),
            ("memoryLimitInMB", "128"),
            ("awsRequestId", "00000000-0000-4000-8000-000000000000"),
            ("logGroupName", "/aws/lambda/us-east-1.function"),
            ("logStreamName", "2026/01/01/[1]00000000000000000000000000000000"),
        ] {
            object.create_data_property_or_throw(JsString::from(key), JsString::from(text), context)?;
        }
        let given = i32::try_from(time_given(self.call, self.meter)).unwrap_or(i32::MAX);
        let remaining = boa_engine::NativeFunction::from_copy_closure(move |_, _, _| Ok(JsValue::from(given)));
        let remaining = host::wrap("getRemainingTimeInMillis", 0, remaining, context);
        define(&object, "getRemainingTimeInMillis", remaining, context)?;
        object.create_data_property_or_throw(js_string!("callbackWaitsForEmptyEventLoop"), true, context)?;
        for (name, failing) in [("done", None), ("succeed", Some(false)), ("fail", Some(true))] {
            let body = boa_engine::NativeFunction::from_copy_closure_with_captures(
                move |_, args, callback: &JsValue, context| {
                    let first = args.first().cloned().unwrap_or_default();
                    let args = match failing {
                        None => args.to_vec(),
                        Some(true) => vec![first],
                        Some(false) => vec![JsValue::null(), first],
                    };
                    match callback.as_callable() {
                        Some(callback) => callback.call(&JsValue::undefined(), &args, context),
                        None => Ok(JsValue::undefined()),
                    }
                },
                callback.clone(),
            );
            let body = host::wrap(name, 1, body, context);
            define(&object, name, body, context)?;
        }
        Ok(object.into())
    }

    /// Waits for a promise; any other value is there already.
    fn settled(&mut self, value: JsValue) -> Result<JsValue, Stop> {
        let promise = match value.as_object() {
            Some(object) if object.is::<boa_engine::builtins::promise::Promise>() => JsPromise::from_object(object)?,
            Some(object) if object.get(js_string!("then"), self.context)?.is_callable() => {
                JsPromise::resolve(value, self.context)?
            }
            _ => return Ok(value),
        };
        self.drain(|_| promise.state() != PromiseState::Pending)?;
        match promise.state() {
            PromiseState::Fulfilled(value) => Ok(value),
            PromiseState::Rejected(reason) => Err(Stop::Error(JsError::from_opaque(reason))),
            PromiseState::Pending => Err(Stop::NeverSettled),
        }
    }

    fn run_jobs(&mut self) -> JsResult<()> {
        Rc::clone(self.jobs).run_jobs(self.context)
    }

    /// Runs all that is left to do, or until something is reached: jobs, then Node.js's timers one by one.
    fn drain(&mut self, reached: impl Fn(&Self) -> bool) -> JsResult<()> {
        loop {
            self.run_jobs()?;
            if reached(self) || self.meter.dialect != Dialect::Node {
                return Ok(());
            }
            let Some(modules) = self.modules.clone() else { return Ok(()) };
            let Some(timers) = modules.load("timers", self.context)?.as_object() else { return Ok(()) };
            let Some(next) = timers.get(js_string!("runNext"), self.context)?.as_callable() else { return Ok(()) };
            let given = time_given(self.call, self.meter);
            let due = next.call(&JsValue::undefined(), &[JsValue::from(given as f64)], self.context)?;
            // The time of the timer that was run; past its end, Lambda has stopped the function. Nothing was left: false.
            match due.as_number() {
                None => return Ok(()),
                Some(due) if due > given as f64 => return Err(self.meter.stop(EdgeLimit::Time)),
                Some(_) => {}
            }
        }
    }

    fn failure(&mut self, stop: Stop) -> EdgeFailure {
        // A promise may have taken the error that says so.
        if self.meter.stopped().is_none() && self.context.instructions_remaining() == 0 {
            return EdgeFailure::Limit(EdgeLimit::Instructions);
        }
        let error = match stop {
            Stop::NoHandler => return EdgeFailure::NoHandler,
            Stop::NeverSettled => return EdgeFailure::NeverSettled,
            Stop::Error(error) => error,
        };
        if let Some(limit) = self.meter.stopped() {
            return EdgeFailure::Limit(limit);
        }
        match error.as_engine() {
            Some(EngineError::NoInstructionsRemain) => return EdgeFailure::Limit(EdgeLimit::Instructions),
            Some(EngineError::RuntimeLimit(_)) => return EdgeFailure::Limit(EdgeLimit::Recursion),
            _ => {}
        }
        let place = self.place_of(&error);
        let (name, message) = self.words_of(&error);
        let (message, position) = wording::in_runtime_words(message, place, self.prepared, self.meter.dialect);
        EdgeFailure::Threw { name, message, position }
    }

    fn words_of(&mut self, error: &JsError) -> (String, String) {
        let value = match error.clone().into_opaque(self.context) {
            Ok(value) => value,
            Err(error) => return (String::new(), error.to_string()),
        };
        if let Some(object) = value.as_object()
            && let Some(parts) = value::error_parts(&object, self.context)
        {
            return parts;
        }
        match value::to_json(&value, true, self.context) {
            Ok(Some(OrderedJson::String(text))) => (String::new(), text),
            Ok(Some(json)) => (String::new(), json.to_string()),
            _ => (String::new(), value::type_name(&value).to_owned()),
        }
    }

    /// The innermost place of the user's code in an error's stack trace, which the engine gives as text alone:
    /// `    at name (function.js:3:7)`.
    fn place_of(&self, error: &JsError) -> Option<hopscope_scenario::edge_call::CodePosition> {
        let text = error.to_string();
        let marker = format!("({CODE_NAME}:");
        let place = text.lines().rev().filter(|line| line.starts_with("    at ")).collect::<Vec<_>>();
        // Lines run from the innermost call outwards, below the message.
        let line = place.into_iter().rev().find(|line| line.contains(&marker))?;
        let (_, place) = line.rsplit_once(&marker)?;
        let (line, column) = place.trim_end_matches(')').split_once(':')?;
        Some(self.prepared.original_position(line.parse().ok()?, column.parse().ok()?))
    }
}

/// How long Lambda lets a function run, in milliseconds.
fn time_given(call: &EdgeCall, meter: &Meter) -> u64 {
    let of_viewer = matches!(call.event_type, EdgeEventType::ViewerRequest | EdgeEventType::ViewerResponse);
    if of_viewer { meter.limits.waiting.min(LIMIT_OF_VIEWER_EVENTS) } else { meter.limits.waiting }
}

fn own(object: &JsObject, name: &str, context: &mut Context) -> JsResult<Option<JsValue>> {
    let key = JsString::from(name);
    if object.has_property(key.clone(), context)? { object.get(key, context).map(Some) } else { Ok(None) }
}

/// The callback of a Lambda handler; only the first call counts.
fn keep_callback(state: &JsObject, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    if own(state, "error", context)?.is_some() || own(state, "value", context)?.is_some() {
        return Ok(JsValue::undefined());
    }
    let error = args.first().cloned().unwrap_or_default();
    if error.is_null_or_undefined() {
        let value = args.get(1).cloned().filter(|value| !value.is_undefined()).unwrap_or(JsValue::null());
        define(state, "value", value, context)?;
    } else {
        define(state, "error", error, context)?;
    }
    Ok(JsValue::undefined())
}

/// `request.rawQueryString()` (AWS documentation, "General helper methods").
fn raw_query_string(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let store = context.get_data::<Store>().and_then(|store| store.0.as_ref());
    let raw = store.and_then(|call| call.raw_query_string.as_deref());
    Ok(raw.map_or(JsValue::undefined(), |text| JsString::from(text).into()))
}

/// Measures a string that has just been made; any value goes through as it is.
fn measure(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = args.first().cloned().unwrap_or_default();
    if let Some(text) = value.as_string() {
        host::meter(context).string(text.len() as u64)?;
    }
    Ok(value)
}

/// What the engine asks of its host.
struct Hooks {
    meter: Rc<Meter>,
}

impl HostHooks for Hooks {
    /// Code from text: CloudFront Functions refuse it (AWS documentation, "Restricted features"); Node.js has it, so
    /// that refusing there would be a wrong answer.
    fn ensure_can_compile_strings(
        &self,
        _realm: Realm,
        _parameters: &[JsString],
        _body: &JsString,
        direct: bool,
        _context: &mut Context,
    ) -> JsResult<()> {
        if self.meter.dialect == Dialect::Node {
            return Err(self.meter.stop_unsupported(if direct { "eval" } else { "code from text" }));
        }
        Err(JsNativeError::typ().with_message("function constructor is disabled in \"safe\" mode").into())
    }

    fn local_timezone_offset_seconds(&self, _unix_time_seconds: i64) -> i32 {
        0
    }

    fn max_buffer_size(&self, _context: &mut Context) -> u64 {
        self.meter.next_buffer()
    }
}

/// A clock that stands still.
struct FrozenClock;

impl Clock for FrozenClock {
    fn now(&self) -> JsInstant {
        JsInstant::new(0, 0)
    }

    fn system_time_millis(&self) -> i64 {
        NOW_MILLISECONDS
    }
}

/// The promise jobs, in order. Nothing else is ever run: no timers of the engine, no futures.
#[derive(Default)]
struct Jobs(RefCell<VecDeque<PromiseJob>>);

impl JobExecutor for Jobs {
    fn enqueue_job(self: Rc<Self>, job: Job, _context: &mut Context) {
        if let Job::PromiseJob(job) = job {
            self.0.borrow_mut().push_back(job);
        }
    }

    fn run_jobs(self: Rc<Self>, context: &mut Context) -> JsResult<()> {
        loop {
            // The queue must be free while a job runs, since jobs add jobs.
            let next = self.0.borrow_mut().pop_front();
            match next {
                Some(job) => {
                    // Entering the engine anew costs far more than the instructions of a short job.
                    host::meter(context).charge(1_000)?;
                    job.call(context)?;
                }
                None => return Ok(()),
            }
        }
    }
}
