// Tries the npm package out, from its archive on: `cargo xtask package --smoke`.
//
// Node, a plain <script type="module"> in Chromium under a strict policy, and, where a folder with them is given
// (HOPSCOPE_BUNDLERS: esbuild, vite, webpack, typescript, mermaid in its node_modules), bundlers, `tsc --strict`, and
// Mermaid, which draws what the package writes for it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hopscope-package-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function run(program, ...args) {
  try {
    return execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}\n${error.stdout}${error.stderr}`);
  }
}

const archive = run("npm", "pack", join(root, "target/package/hopscope"), "--silent").trim().split("\n").pop();
const installed = join(folder, "node_modules/hopscope");
mkdirSync(installed, { recursive: true });
run("tar", "-xzf", archive, "-C", installed, "--strip-components=1");
writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
const example = readFileSync(join(root, "examples/article-described.json"), "utf8");

const PROGRAM = `
import init, { trace, advise, check, lint, compare, importFiles, link, unlink, svg, mermaid, terraform } from "hopscope";
const scenario = ${example};
let early = "";
try { trace(scenario); } catch (error) { early = error.message; }
const both = [init(), init()];
await Promise.all(both);
const told = trace(scenario);
const back = unlink(link(scenario, { site: "https://example.com/" }));
let wrong = "";
try { trace({ hopscope: 1, requests: [{ url: 5 }] }); } catch (error) { wrong = error.message; }
const advice = advise(scenario, { request: 2 });
const imported = importFiles([{ name: "main.tf", bytes: new TextEncoder().encode('resource "aws_s3_bucket" "site" {\\n bucket = "site"\\n}\\n') }]);
globalThis.told = {
  early, same: both[0] === both[1], rules: told.map((each) => each.rule), requests: back.requests.length, wrong,
  svg: svg(scenario).startsWith("<svg"), mermaid: mermaid(scenario).startsWith("sequenceDiagram"),
  terraform: terraform(scenario).includes("aws_cloudfront_distribution"), plain: JSON.stringify(told) === JSON.stringify(structuredClone(told)),
  expected: check(scenario).map((each) => each.as_expected), cause: advice[0].diagnosis.cause, fixes: advice[0].fixes.map((each) => each.retraced.status),
  findings: lint(scenario).map((each) => each.finding), same_again: compare(scenario, scenario).some((each) => each.block === "table"),
  bucket: imported.report.report[0].address,
};
`;

function holds(told) {
  assert.match(told.early, /trace\(\) was called before init\(\) had finished/);
  assert.equal(told.same, true);
  assert.equal(told.rules.at(-1), "rest_api.resource_not_found");
  assert.equal(told.requests, 3);
  assert.match(told.wrong, /requests\[0\]\.url/);
  assert.ok(told.svg && told.mermaid && told.terraform && told.plain);
  assert.deepEqual(told.expected, [true, true, false]);
  assert.equal(told.cause, "prefix_left");
  assert.ok(told.fixes.length > 0 && told.fixes.every((status) => status === 200), String(told.fixes));
  assert.deepEqual(told.findings, ["no_resource_fits"]);
  assert.equal(told.same_again, false);
  assert.equal(told.bucket, "aws_s3_bucket.site");
}

test("the archive holds what it should, and nothing else", () => {
  const expected = [
    "README.md", "functions.js", "hopscope.js", "hopscope_bg.wasm", "index.d.ts", "index.js", "init.d.ts", "init.js", "node.js",
    "package.json", "program.js", "scenario.d.ts",
  ];
  assert.deepEqual(readdirSync(installed).sort(), expected);
  console.log(`archive ${statSync(join(folder, archive)).size} bytes, hopscope_bg.wasm ${statSync(join(installed, "hopscope_bg.wasm")).size} bytes`);
});

test("Node", async () => {
  writeFileSync(join(folder, "main.mjs"), PROGRAM);
  await import(pathToFileURL(join(folder, "main.mjs")).href);
  holds(globalThis.told);
  // Every entry is found as its users find it.
  writeFileSync(join(folder, "entries.mjs"), `
    export const found = ["hopscope", "hopscope/init", "hopscope/hopscope_bg.wasm", "hopscope/package.json"].map((name) => import.meta.resolve(name));
  `);
  const { found } = await import(pathToFileURL(join(folder, "entries.mjs")).href);
  assert.deepEqual(found.map((each) => each.split("/").pop()), ["node.js", "init.js", "hopscope_bg.wasm", "package.json"]);
});

test("a start that fails says so, and may be tried again", () => {
  writeFileSync(join(folder, "again.mjs"), `
    import { readFile } from "node:fs/promises";
    import { initWith } from "hopscope/init";
    import { trace } from "hopscope";
    const failed = await initWith(new Uint8Array([1, 2, 3])).then(() => "", (error) => error.message);
    await initWith(new WebAssembly.Module(await readFile(new URL(import.meta.resolve("hopscope/hopscope_bg.wasm")))));
    console.log(JSON.stringify([failed, trace(${example}).length]));
  `);
  const [failed, traces] = JSON.parse(run(process.execPath, "again.mjs"));
  assert.match(failed, /^Hopscope's program could not be started: WebAssembly/);
  assert.equal(traces, 3);
});

function openChromium() {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
  return chromium.launch({ executablePath: process.env.HOPSCOPE_CHROMIUM ?? executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** Serves a folder under a policy that lets nothing in but its own scripts, and WebAssembly. */
async function inChromium(files) {
  const types = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
  const asked = [];
  const server = createServer((request, response) => {
    const path = join(files, new URL(request.url, "http://x").pathname);
    asked.push(request.url);
    if (!existsSync(path) || !statSync(path).isFile()) return response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    }).end(readFileSync(path));
  }).listen(0);
  const browser = await openChromium();
  const faults = [];
  try {
    const tab = await browser.newPage();
    tab.on("pageerror", (error) => faults.push(String(error)));
    tab.on("console", (message) => faults.push(message.text()));
    await tab.goto(`http://127.0.0.1:${server.address().port}/index.html`);
    await tab.waitForFunction(() => globalThis.told, null, { timeout: 60_000 })
      .catch((error) => { throw new Error(`${error}\n${faults.join("\n")}\n${asked.join("\n")}`); });
    assert.equal(asked.filter((each) => each.endsWith(".wasm")).length, 1, "the program is fetched once");
    return await tab.evaluate(() => globalThis.told);
  } finally {
    await browser.close();
    server.close();
  }
}

const PAGE = '<!doctype html><title>x</title><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>';

test("a plain module script in Chromium, under a strict policy", async () => {
  const files = join(folder, "plain");
  cpSync(installed, join(files, "hopscope"), { recursive: true });
  writeFileSync(join(files, "main.js"), PROGRAM.replace('from "hopscope"', 'from "./hopscope/index.js"'));
  writeFileSync(join(files, "index.html"), PAGE);
  holds(await inChromium(files));
});

const bundlers = process.env.HOPSCOPE_BUNDLERS;
const lacks = (name) => bundlers === undefined || !existsSync(join(bundlers, "node_modules", name));
const bin = (name) => join(bundlers ?? "", "node_modules/.bin", name);

test("esbuild", { skip: lacks("esbuild") }, async () => {
  const files = join(folder, "esbuild");
  writeFileSync(join(folder, "entry.js"), PROGRAM);
  run(bin("esbuild"), "entry.js", "--bundle", "--format=esm", `--outfile=${files}/main.js`);
  // It leaves the address of the file as it is: see the package's README.
  cpSync(join(installed, "hopscope_bg.wasm"), join(files, "hopscope_bg.wasm"));
  writeFileSync(join(files, "index.html"), PAGE);
  holds(await inChromium(files));
});

test("Vite", { skip: lacks("vite") }, async () => {
  writeFileSync(join(folder, "index.html"), PAGE);
  writeFileSync(join(folder, "main.js"), PROGRAM);
  run(bin("vite"), "build", "--outDir", "vite", "--base", "./", "--target", "esnext", "--logLevel", "error");
  holds(await inChromium(join(folder, "vite")));
});

test("webpack", { skip: lacks("webpack") }, async () => {
  const files = join(folder, "webpack");
  writeFileSync(join(folder, "webpacked.js"), PROGRAM);
  // A module script's own address is known to itself alone.
  writeFileSync(join(folder, "webpack.config.mjs"), `export default {
    mode: "production", entry: "./webpacked.js", target: ["web", "es2022"], performance: { hints: false },
    experiments: { outputModule: true }, output: { path: ${JSON.stringify(files)}, filename: "main.js", module: true },
  };`);
  run(bin("webpack"), "--config", "webpack.config.mjs");
  writeFileSync(join(files, "index.html"), PAGE);
  holds(await inChromium(files));
});

/** What the functions give for every example, as literals: TypeScript holds each of their fields to the declared types. */
async function literals() {
  const { default: init, trace, check, advise, lint, compare, importFiles } = await import(pathToFileURL(join(installed, "node.js")).href);
  await init();
  const names = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".json"));
  const scenarios = names.map((name) => JSON.parse(readFileSync(join(root, "examples", name), "utf8")));
  const lines = [];
  const put = (type, value) => lines.push(`export const v${lines.length}: ${type} = ${JSON.stringify(value)};`);
  for (const scenario of scenarios) {
    put("Scenario", scenario);
    put("Trace[]", trace(scenario));
    put("Checked[]", check(scenario));
    put("Finding[]", lint(scenario));
    put("Advice[]", advise(scenario));
    put("Block[]", compare(scenario, scenarios[0]));
  }
  const project = readFileSync(join(root, "e2e/package-import.tf"), "utf8");
  const { scenario, report } = importFiles([{ name: "main.tf", text: project }]);
  put("Scenario", scenario);
  put("ImportReport", report);
  return lines.join("\n");
}

test("tsc --strict", { skip: lacks("typescript") }, async () => {
  writeFileSync(join(folder, "literals.ts"), `
import type { Advice, Block, Checked, Finding, ImportReport, Scenario, Trace } from "hopscope";
${await literals()}
`);
  writeFileSync(join(folder, "main.ts"), `
import init, { trace, check, importFiles, type Scenario, type Trace } from "hopscope";
import { initWith } from "hopscope/init";
await init();
await initWith(new Uint8Array());
const scenario: Scenario = { hopscope: 1, requests: [{ url: "https://a.example/" }], distributions: [{ default_cache_behavior: { viewer_protocol_policy: "https-only" } }] };
const traces: Trace[] = trace(scenario, { lang: "ja", request: 0 });
const status: number | undefined = traces[0]?.response?.status;
const imported: Scenario = importFiles([{ name: "main.tf", text: "" }]).scenario;
console.log(status, imported, check(scenario).map((each) => each.as_expected));
for (const difference of check(scenario)[0]?.differences ?? []) {
  if (difference.what === "status") console.log(difference.found?.toFixed());
}
// @ts-expect-error: there is no such policy
const wrong: Scenario = { hopscope: 1, distributions: [{ default_cache_behavior: { viewer_protocol_policy: "none" } }] };
// @ts-expect-error: there is no such language
trace(wrong, { lang: "tlh" });
`);
  run(bin("tsc"), "--strict", "--noEmit", "--skipLibCheck", "false", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom", "main.ts", "literals.ts");
});

test("Mermaid draws every request of every example, in both languages", { skip: lacks("mermaid") }, async () => {
  const { default: init, mermaid, trace } = await import(pathToFileURL(join(installed, "node.js")).href);
  await init();
  const diagrams = [];
  for (const name of readdirSync(join(root, "examples")).filter((each) => each.endsWith(".json"))) {
    const scenario = JSON.parse(readFileSync(join(root, "examples", name), "utf8"));
    scenario.requests.forEach((_, request) => {
      const status = trace(scenario, { request })[0].response?.status;
      for (const lang of ["en", "ja"]) diagrams.push({ name: `${name} ${request} ${lang}`, status, text: mermaid(scenario, { request, lang }) });
    });
  }
  const browser = await openChromium();
  try {
    const tab = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    await tab.setContent("<!doctype html><title>x</title><div id=drawn></div>");
    await tab.addScriptTag({ path: join(bundlers, "node_modules/mermaid/dist/mermaid.min.js") });
    const shown = "article-described.json 2 en";
    const faults = await tab.evaluate(async ({ all, shown }) => {
      mermaid.initialize({ startOnLoad: false, suppressErrorRendering: true });
      const found = [];
      for (const [index, { name, text, status }] of all.entries()) {
        try {
          await mermaid.parse(text);
          const { svg } = await mermaid.render(`d${index}`, text);
          const drawing = new DOMParser().parseFromString(svg, "text/html");
          drawing.querySelectorAll("style").forEach((each) => each.remove());
          const words = drawing.body.textContent;
          const participants = new Set([...text.matchAll(/^ *participant (\S+)/gm)].map(([, id]) => id)).size;
          const lanes = drawing.querySelectorAll("g > rect.actor-top").length;
          if (lanes !== participants) found.push(`${name}: ${lanes} lanes for ${participants} participants`);
          if (status && !words.includes(String(status))) found.push(`${name}: no ${status} in the drawing`);
          const entity = /#\w+;|&(lt|gt|amp|quot);|<br/.exec(words);
          if (entity) found.push(`${name}: ${entity[0]} shows`);
          if (name === shown) document.getElementById("drawn").innerHTML = svg;
        } catch (error) {
          found.push(`${name}: ${error.message}`);
        }
      }
      return found;
    }, { all: diagrams, shown });
    mkdirSync(join(root, "e2e/test-results"), { recursive: true });
    await tab.locator("#drawn svg").screenshot({ path: join(root, "e2e/test-results/mermaid.png") });
    console.log(`${diagrams.length} diagrams drawn; that of ${shown} is e2e/test-results/mermaid.png`);
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
  }
});
