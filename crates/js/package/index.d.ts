import type { Source } from "./init.js";
import type { Scenario } from "./scenario.js";

export type * from "./scenario.js";

/** Starts the program: fetched from beside the package, or from what is given. Every other function waits for it. */
export default function init(source?: Source): Promise<void>;

/** The language of sentences. */
export interface Language { lang?: "en" | "ja" }
/** A request in place of the scenario's own, as `GET https://example.com/`. */
export interface One extends Language { request?: string }

/** How a rule is known. */
export type Basis = "documented" | "observed" | "inferred";
/** A kind of hop. */
export type Component =
  | "viewer" | "dns" | "cloudfront" | "edge_function" | "api_gateway" | "lambda" | "lambda_url" | "s3" | "load_balancer" | "server";

/** A decision. Rule ids are stable: they are listed, with their sources, in the rule book. */
export interface Step {
  rule: string;
  outcome: "passed" | "changed" | "refused" | "skipped";
  basis: Basis;
  fields?: string[];
  detail?: Record<string, unknown>;
}
/** What a hop was sent, or sent on. */
export interface Sent { method: string; scheme: string; host: string; path: string; query: string }
/** A hop. `caller` is the number of the hop that called it. */
export interface Hop {
  component: Component;
  id: string;
  at?: string | null;
  caller?: number | null;
  received: Sent | null;
  steps: Step[];
  sent: Sent | null;
  path_from?: [string, "viewer" | "origin_path" | "edge_function" | "base_path" | "error_page"][];
}
/** What came of a request. */
export interface Trace {
  request: { method: string; url: string };
  response: { status: number; headers: [string, string][]; body: string } | null;
  answered_by: Component;
  /** The id of the rule that decided. */
  rule: string;
  /** Where the request ended; null: a hop refused it. */
  reaches: { text: string; api?: string | null; stage?: string | null; resource?: string | null; path_parameters?: Record<string, string>; event?: unknown } | null;
  hops: Hop[];
}
/** A request held against what its author expects. `asExpected` is null where nothing is expected. */
export interface Checked {
  name: string;
  method: string;
  url: string;
  asExpected: boolean | null;
  differences: string[];
  trace: Trace;
}
/** A file to import, by its path. */
export type ImportFile = { name: string; text: string } | { name: string; bytes: Uint8Array };
/** What is said of files that are imported. */
export interface ImportOptions extends Language {
  variables?: Record<string, string>;
  parameters?: Record<string, string>;
  answers?: Record<string, string>;
  url?: string;
}

export function trace(scenario: Scenario, options?: One): Trace[];
export function check(scenario: Scenario): Checked[];
export function advise(scenario: Scenario, options?: One): unknown;
export function lint(scenario: Scenario, options?: Language): unknown;
export function compare(before: Scenario, after: Scenario, options?: Language & { method?: string }): unknown;
export function importFiles(files: ImportFile[], options?: ImportOptions): { scenario: Scenario; report: unknown };
export function link(scenario: Scenario, options?: { site?: string }): string;
export function unlink(link: string): Scenario;
export function svg(scenario: Scenario, options?: One): string;
export function mermaid(scenario: Scenario, options?: One): string;
export function markdown(scenario: Scenario, options?: Language & { site?: string }): string;
export function curl(scenario: Scenario, options?: Language): string;
export function terraform(scenario: Scenario, options?: Language): string;
export function cloudformation(scenario: Scenario, options?: Language): string;
