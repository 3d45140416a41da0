import type { Source } from "./init.js";
import type { Scenario } from "./scenario.js";

export type * from "./scenario.js";
export type { Source } from "./init.js";

/** Starts the program: fetched from beside the package, or from what is given. Every other function waits for it. */
export default function init(source?: Source): Promise<void>;

/** The language of sentences. Ids, fields and links are the same in each. */
export interface Language { lang?: "en" | "ja" }
/** A request in place of the scenario's own, as `GET https://example.com/`; or one of its own, by its number from 0. */
export interface One extends Language { request?: string | number }
/** The address that links lead to, as `https://example.com/hopscope/`. */
export interface Site { site?: string }

// ---- Traces --------------------------------------------------------------------------------------------------------

/** How a rule is known. */
export type Basis = "documented" | "observed" | "inferred";
/** A kind of hop. */
export type Component =
  | "viewer" | "dns" | "cloudfront" | "edge_function" | "api_gateway" | "lambda" | "lambda_url" | "s3" | "load_balancer" | "server";
/** Who wrote a piece of a path. */
export type PathSource =
  | "viewer" | "origin_path" | "default_root_object" | "edge_function" | "base_path" | "integration" | "error_page";
/** A name and a value, in the order in which they are sent. */
export type Header = [name: string, value: string];

/** A decision. Rule ids are stable: the rule book lists them with their sources. */
export interface Step {
  rule: string;
  outcome: "passed" | "changed" | "refused" | "skipped";
  basis: Basis;
  /** Whether it concerns the request or the answer. */
  leg: "request" | "response";
  /** The fields of the scenario that decided, the one to look at first coming first. */
  fields: string[];
  /** The run of a function that the step speaks of, from 0. */
  run?: number;
  /** What the decision rested on and produced, by name. */
  detail: Record<string, string | number | boolean | string[]>;
}
/** A request between two hops. */
export interface Message {
  method: string;
  scheme: "http" | "https";
  host: string;
  path: string;
  query: string;
  headers: Header[];
}
/** A hop. */
export interface Hop {
  component: Component;
  /** Which it is: a distribution's id, an API's id, a function's name, a host. */
  id: string;
  /** What kind of it, as `REST EDGE`; empty where there is one kind. */
  kind: string;
  /** The part of the scenario that it is, as `distributions[0]`. */
  at: string | null;
  /** The number of the hop that called it, from 0; null: the client did. */
  caller: number | null;
  received: Message;
  steps: Step[];
  /** The request as the hop sent it on; null: it did not. */
  sent: Message | null;
  path_from: [piece: string, writer: PathSource][];
  answer: { status: number; x_cache?: string; message: string } | null;
}
/** Where a request ended. */
export interface Reaches {
  /** The place as people type it: `prod GET /hello`. */
  text: string;
  api?: string;
  stage?: string;
  resource?: string;
  path_parameters?: Record<string, string>;
  /** The event that a proxied Lambda function is given, in AWS's own shape. */
  event?: Record<string, unknown>;
}
/** What came of a request. */
export interface Trace {
  request: { method: string; url: string };
  /** Null: no HTTP answer at all, as for a name that does not resolve. */
  response: { http_version: string; status: number; headers: Header[]; body: string } | null;
  answered_by: Component;
  /** The id of the rule that decided. */
  rule: string;
  /** The step that decided. */
  deciding: { hop: number; step: number } | null;
  /** Null: a hop refused the request. */
  reaches: Reaches | null;
  hops: Hop[];
  /** The hops that it would have met next had it not been refused. */
  unreached: { component: Component; id: string; kind: string }[];
  /** Fields of the parts on the way that nobody knows. */
  unknown?: string[];
  /** The traces of the requests that came before it, oldest first. */
  earlier?: Trace[];
}

// ---- Checks, findings, advice ---------------------------------------------------------------------------------------

/** A point in which a trace differs from what was expected of it. */
export type Difference =
  | { what: "status"; expected: number; found: number | null }
  | { what: "reaches"; expected: string | null; found: string | null }
  | { what: "rule"; expected: string; found: string };
/** A request held against what its author expects. `as_expected` is null where nothing is expected. */
export interface Checked {
  name: string;
  method: string;
  url: string;
  as_expected: boolean | null;
  differences: Difference[];
  trace: Trace;
}
/** A finding that needs no request. `finding` is its stable id; a field that nobody knows has no source. */
export interface Finding {
  finding: string;
  severity: "error" | "warning" | "hint";
  /** The field that it is about. */
  path: string;
  title: string;
  why: string;
  change: string;
  sources: string[] | null;
}

/** A part of a report in words. Texts hold code in `backticks`. */
export type Block =
  | { block: "heading"; text: string }
  | { block: "paragraph"; text: string; tone: Tone }
  | { block: "list"; ordered: boolean; items: string[] }
  | { block: "table"; head: string[]; rows: { cells: string[]; tone: Tone; action: Action | null }[] }
  | { block: "code"; title: string; text: string }
  | { block: "card"; title: string; badge: string; tone: Tone; blocks: Block[]; actions: { label: string; action: Action }[] }
  | { block: "fold"; summary: string; blocks: Block[] };
/** How something is meant. */
export type Tone = "plain" | "good" | "bad" | "caution";
/** What a reader may do with a part of a report. */
export type Action =
  | { action: "request"; method: string; url: string }
  | { action: "scenario"; scenario: string }
  | { action: "copy"; text: string }
  | { action: "field"; path: string };

/** A change that was traced again before it is offered. `kind` is a stable id. */
export interface Fix {
  kind: string;
  title: string | null;
  layer: "cloudfront" | "api_gateway" | "lambda" | "s3" | "client";
  /** Whether it opens what was meant to be closed. */
  unsafe: boolean;
  changes: { kind: string; title: string }[];
  /** The fields that it changes. */
  fields: string[];
  /** The request that is to be sent then. */
  request: { method: string; url: string };
  /** What tracing that request in the changed scenario gave. */
  retraced: { status: number | null; answered_by: Component; reaches: string | null; rule: string };
  scenario: Scenario;
  link: string | null;
  terraform: string | null;
  /** The change as a unified diff of the files that the scenario was imported from. Null: it was not. */
  diff: string | null;
}
/** Why a request is not as expected, and what would change that. */
export interface Advice {
  request: { name: string; method: string; url: string };
  diagnosis: {
    headline: string | null;
    /** The stable id of the cause. */
    cause: string | null;
    /** The field that is at fault. */
    field: string | null;
    rule: string;
    basis: Basis;
    path_from: [piece: string, writer: PathSource][];
    /** The status that an error page hides. */
    masked_status: number | null;
    /** The family of answers that look alike, and which of them this is. */
    look_alikes: string | null;
    look_alike: string | null;
    /** What would refuse the request next, were the cause lifted. */
    would_fail_next: { lift: string; rule: string | null }[];
  };
  remarks: { kind: string; text: string }[];
  /** What can be done within some settings alone, for every value that they could take. */
  proofs: { settings: "origin_path" | "path_patterns" | "both"; verdict: "met" | "possible" | "impossible" | "undecided" }[];
  fixes: Fix[];
  hint: string | null;
  /** All of it in words. */
  report: Block[];
}

// ---- Imports --------------------------------------------------------------------------------------------------------

/** A file to import, by its path. Archives are bytes. */
export type ImportFile = { name: string; text: string } | { name: string; bytes: Uint8Array };
/** What is said of files that are imported. */
export interface ImportOptions extends Language {
  /** Values of Terraform's variables. */
  variables?: Record<string, string>;
  /** Values of CloudFormation's parameters. */
  parameters?: Record<string, string>;
  /** Answers to questions of an earlier import, by their ids. */
  answers?: Record<string, string>;
  /** The request that the scenario is to have. */
  url?: string;
}
/** A place in a file; line and column are counted from 1. */
export interface Place { file: string; line: number; column: number }
/** What became of each resource, and where every field comes from. */
export interface ImportReport {
  report: {
    fate: "mapped" | "folded" | "skipped" | "lost";
    address: string;
    type: string;
    attribute: string | null;
    reason: string | null;
    place: Place | null;
  }[];
  questions: { id: string; question: string; field: string | null; place: Place | null }[];
  /** `kind` stays the same over versions and languages; `what` is a sentence. */
  faults: { kind: string; what: string; place: Place | null }[];
  /** By the field's path. */
  sources: Record<string, { set_at: Place | null; written_at: Place | null; calls: (Place | null)[] }>;
}

// ---- Functions ------------------------------------------------------------------------------------------------------

/** What came of each request, or of the one given. */
export function trace(scenario: Scenario, options?: One): Trace[];
/** Every request held against its `expect`. */
export function check(scenario: Scenario): Checked[];
/** Advice on the request given, else on each that is not as expected. */
export function advise(scenario: Scenario, options?: One): Advice[];
/** Findings that need no request. */
export function lint(scenario: Scenario, options?: Language): Finding[];
/** Which requests and URLs end elsewhere, in words. */
export function compare(before: Scenario, after: Scenario, options?: Language & { method?: string }): Block[];
/** A scenario of what describes infrastructure, several files together. */
export function importFiles(files: ImportFile[], options?: ImportOptions): { scenario: Scenario; report: ImportReport };
/** A link; without a site, `#` and what follows it. */
export function link(scenario: Scenario, options?: Site): string;
/** The scenario of a link. */
export function unlink(link: string): Scenario;
/** The sequence diagram of the request given, else of the first. */
export function svg(scenario: Scenario, options?: One): string;
/** The same as Mermaid's source. */
export function mermaid(scenario: Scenario, options?: One): string;
/** A report of every request. */
export function markdown(scenario: Scenario, options?: Language & Site): string;
/** A script that sends every request and holds its answer against the trace. */
export function curl(scenario: Scenario, options?: Language): string;
/** What would deploy the scenario. */
export function terraform(scenario: Scenario, options?: Language): string;
/** The same as a template. */
export function cloudformation(scenario: Scenario, options?: Language): string;
