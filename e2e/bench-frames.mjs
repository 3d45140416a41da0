// What frames on another site's page take, under that site's strict policy: `cargo xtask bench --frames`, against dist/
// as a release build leaves it. Nothing here passes or fails: a time is a machine's, and a reader's to judge.
//
//   time      from asking for the page, with nothing cached, until the last frame shows its first trace
//   heap      the JavaScript heap that the frames share; memory: what their programs have, together
//   resident  what the browser's processes hold in memory, more than for the page with no frame
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { APP, EMBEDDER } from "./addresses.mjs";

const { chromium } = createRequire(import.meta.url)("playwright-core");

const server = spawn(process.execPath, ["server.mjs"], { cwd: import.meta.dirname, stdio: ["ignore", "inherit", "inherit"] });
try {
  for (let tries = 0; tries < 100 && !(await fetch(APP).then((answer) => answer.ok, () => false)); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const link = await linkOf();
  const rows = [];
  for (const [what, parameters] of [
    ["no frame", { src: link, count: 0 }],
    ["one frame", { src: link, count: 1 }],
    ["one frame, `sandbox=\"allow-scripts\"`", { src: link, count: 1, sandbox: "allow-scripts" }],
    ["ten frames at once", { src: link, count: 10 }],
    ["ten frames at once, `sandbox=\"allow-scripts\"`", { src: link, count: 10, sandbox: "allow-scripts" }],
    ["ten links with embed.js, read to the end", { href: link.replace("?embed", ""), links: 10 }],
  ]) rows.push([what, await measured(parameters)]);
  print(rows);
} finally {
  server.kill();
}

/** An embed of the article's scenario. */
async function linkOf() {
  const browser = await open();
  const page = await browser.newPage();
  await page.goto(APP);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  await browser.close();
  return link.replace("#", "?embed#");
}

function open() {
  return chromium.launch({ executablePath: process.env.HOPSCOPE_CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"] });
}

async function measured(parameters) {
  const launched = await chromium.launchServer({ executablePath: process.env.HOPSCOPE_CHROMIUM, args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"] });
  const browser = await chromium.connect(launched.wsEndpoint());
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, locale: "en-GB" });
  const address = new URL(EMBEDDER);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, String(value));
  const began = performance.now();
  await page.goto(address.href, { waitUntil: "commit" });
  if (parameters.links) {
    for (let index = 0; index < parameters.links; index++) {
      await page.locator(".hopscope-embed").nth(index).scrollIntoViewIfNeeded();
      // The one before it may go meanwhile.
      await page.locator(".hopscope-embed").nth(index).frameLocator("iframe").locator("html[data-state=ready]").waitFor();
    }
  } else {
    while (frames(page).length < parameters.count) await page.waitForTimeout(10);
    await shown(page);
  }
  const took = performance.now() - began;
  await page.waitForTimeout(3_000);
  const each = await Promise.all(frames(page).map((frame) => frame.evaluate(() => ({
    heap: performance.memory.usedJSHeapSize,
    memory: wasm_bindgen.initSync().memory.buffer.byteLength,
    origin: globalThis.origin,
  }))));
  const result = {
    took,
    frames: each.length,
    // Frames of one site share a process, and its heap: each tells the whole of it.
    heap: Math.max(0, ...each.map(({ heap }) => heap)),
    memory: each.reduce((sum, { memory }) => sum + memory, 0),
    resident: resident(launched.process().pid),
  };
  await browser.close();
  await launched.close();
  return result;
}

function frames(page) {
  return page.frames().filter((frame) => frame !== page.mainFrame());
}

/** Waits until every frame shows its first trace. */
function shown(page) {
  return Promise.all(frames(page).map((frame) => frame.waitForSelector("html[data-state=ready]", { state: "attached", timeout: 60_000 })));
}

/** What a process and all that it started hold, each page counted for its share. */
function resident(pid) {
  const children = new Map();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, "utf8"))[1];
      children.set(parent, [...(children.get(parent) ?? []), name]);
    } catch { /* it has ended */ }
  }
  let sum = 0;
  for (const waiting = [String(pid)]; waiting.length > 0;) {
    const each = waiting.pop();
    waiting.push(...(children.get(each) ?? []));
    try {
      sum += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${each}/smaps_rollup`, "utf8"))[1]) * 1024;
    } catch { /* it has ended */ }
  }
  return sum;
}

function print(rows) {
  const megabytes = (value) => `${(value / 1e6).toFixed(1)} MB`;
  const base = rows[0][1].resident;
  console.log(`# What frames on another page take\n`);
  console.log(
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`cargo xtask bench --frames --write\` on ${cpus()[0]?.model}, ` +
      `${cpus().length} cores. The page is of another site and lets in frames, or \`embed.js\` and frames, and nothing else. ` +
      `With \`embed.js\`, frames that are left behind go: what is told is what is left at the end.\n`,
  );
  console.log("| what | time | frames at the end | heap | programs' memory | resident |\n| --- | ---: | ---: | ---: | ---: | ---: |");
  for (const [what, { took, frames, heap, memory, resident }] of rows.slice(1)) {
    console.log(`| ${what} | ${(took / 1000).toFixed(2)} s | ${frames} | ${megabytes(heap)} | ${megabytes(memory)} | ${megabytes(resident - base)} |`);
  }
}
