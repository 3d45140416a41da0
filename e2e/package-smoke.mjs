// Smoke tests of the npm package, from its archive on: `cargo xtask package`, then `node e2e/package-smoke.mjs`.
//
// Node, a plain <script type="module"> in Chromium under a strict policy, and, where a folder with them is given
// (HOPSCOPE_BUNDLERS=folder with esbuild, vite, webpack and typescript in node_modules), bundlers and `tsc --strict`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { test } from "node:test";
import { chromium } from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hopscope-package-"));
const run = (program, ...args) => execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const archive = run("npm", "pack", join(root, "target/package/hopscope"), "--silent").trim().split("\n").pop();
mkdirSync(join(folder, "node_modules/hopscope"), { recursive: true });
run("tar", "-xzf", archive, "-C", join(folder, "node_modules/hopscope"), "--strip-components=1");
writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
const example = readFileSync(join(root, "examples/article-described.json"), "utf8");

const PROGRAM = `
import init, { trace, link, unlink, svg, mermaid, terraform } from "hopscope";
const scenario = ${example};
let early = "";
try { trace(scenario); } catch (error) { early = error.message; }
const both = [init(), init()];
await Promise.all(both);
const told = trace(scenario);
const back = unlink(link(scenario));
let wrong = "";
try { trace({ hopscope: 1, requests: [{ url: 5 }] }); } catch (error) { wrong = error.message; }
globalThis.told = {
  early, same: both[0] === both[1], rules: told.map((each) => each.rule), requests: back.requests.length, wrong,
  svg: svg(scenario).startsWith("<svg"), mermaid: mermaid(scenario).startsWith("sequenceDiagram"),
  terraform: terraform(scenario).includes("aws_cloudfront_distribution"), plain: JSON.stringify(told) === JSON.stringify(structuredClone(told)),
};
`;

function holds(told) {
  assert.match(told.early, /trace\(\) was called before init\(\) had finished/);
  assert.equal(told.same, true);
  assert.equal(told.rules.at(-1), "rest_api.resource_not_found");
  assert.equal(told.requests, 3);
  assert.match(told.wrong, /requests\[0\]\.url/);
  assert.ok(told.svg && told.mermaid && told.terraform && told.plain);
}

test("sizes", () => {
  const size = statSync(join(folder, "node_modules/hopscope/hopscope_bg.wasm")).size;
  console.log(`archive ${statSync(join(folder, archive)).size} bytes, hopscope_bg.wasm ${size} bytes`);
});

test("Node", async () => {
  writeFileSync(join(folder, "main.mjs"), PROGRAM);
  await import(pathToFileURL(join(folder, "main.mjs")).href);
  holds(globalThis.told);
  const meta = JSON.parse(readFileSync(new URL(import.meta.resolve(pathToFileURL(join(folder, "node_modules/hopscope/package.json")).href))));
  assert.equal(meta.exports["."].types, "./index.d.ts");
});

/** Serves a folder under a policy that lets nothing in but its own scripts, and WebAssembly. */
async function inChromium(files, page) {
  const types = { ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".html": "text/html" };
  const server = createServer((request, response) => {
    const path = join(files, new URL(request.url, "http://x").pathname);
    if (!existsSync(path) || !statSync(path).isFile()) return response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    }).end(readFileSync(path));
  }).listen(0);
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  const browser = await chromium.launch({ executablePath: process.env.HOPSCOPE_CHROMIUM ?? executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${server.address().port}/${page}`);
    await tab.waitForFunction(() => globalThis.told, null, { timeout: 60_000 });
    return await tab.evaluate(() => globalThis.told);
  } finally {
    await browser.close();
    server.close();
  }
}

test("a plain module script in Chromium, under a strict policy", async () => {
  const files = join(folder, "plain");
  cpSync(join(folder, "node_modules/hopscope"), join(files, "hopscope"), { recursive: true });
  writeFileSync(join(files, "main.js"), PROGRAM.replace('from "hopscope"', 'from "./hopscope/index.js"'));
  writeFileSync(join(files, "index.html"), '<!doctype html><title>x</title><script type="module" src="./main.js"></script>');
  holds(await inChromium(files, "index.html"));
});

const bundlers = process.env.HOPSCOPE_BUNDLERS;
const has = (name) => bundlers !== undefined && existsSync(join(bundlers, "node_modules", name));
const bin = (name) => join(bundlers ?? "", "node_modules/.bin", name);

test("esbuild", { skip: !has("esbuild") }, async () => {
  const files = join(folder, "esbuild");
  writeFileSync(join(folder, "entry.js"), PROGRAM);
  run(bin("esbuild"), "entry.js", "--bundle", "--format=esm", `--outfile=${files}/main.js`);
  // esbuild leaves the address of the file as it is: it lies beside the bundle.
  cpSync(join(folder, "node_modules/hopscope/hopscope_bg.wasm"), join(files, "hopscope_bg.wasm"));
  writeFileSync(join(files, "index.html"), '<!doctype html><title>x</title><script type="module" src="./main.js"></script>');
  holds(await inChromium(files, "index.html"));
});

test("Vite", { skip: !has("vite") }, async () => {
  writeFileSync(join(folder, "index.html"), '<!doctype html><title>x</title><script type="module" src="./entry.js"></script>');
  writeFileSync(join(folder, "entry.js"), PROGRAM);
  run(bin("vite"), "build", "--outDir", "vite", "--base", "./", "--target", "esnext", "--logLevel", "error");
  holds(await inChromium(join(folder, "vite"), "index.html"));
});

test("tsc --strict", { skip: !has("typescript") }, () => {
  symlinkSync(join(folder, "node_modules/hopscope/index.d.ts"), join(folder, "unused.d.ts"));
  writeFileSync(join(folder, "main.ts"), `
import init, { trace, check, importFiles, type Scenario, type Trace } from "hopscope";
import { initWith } from "hopscope/init";
await init();
await initWith(new Uint8Array());
const scenario: Scenario = { hopscope: 1, requests: [{ url: "https://a.example/" }], distributions: [{ default_cache_behavior: { viewer_protocol_policy: "https-only" } }] };
const traces: Trace[] = trace(scenario, { lang: "ja" });
const status: number | undefined = traces[0]?.response?.status;
const imported: Scenario = importFiles([{ name: "main.tf", text: "" }]).scenario;
console.log(status, imported, check(scenario).map((each) => each.asExpected));
// @ts-expect-error: there is no such policy
const wrong: Scenario = { hopscope: 1, distributions: [{ default_cache_behavior: { viewer_protocol_policy: "none" } }] };
console.log(wrong);
`);
  run(bin("tsc"), "--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom", "main.ts");
});
