// How quick the page is in Chromium: `cargo xtask bench --browser`, against dist/ as a release build leaves it. The
// large scenario and the message that asks for an import come on standard input. Nothing here passes or fails: a time is a machine's, and a reader's to judge.
//
// What is measured, at full speed and at a quarter of it (the DevTools protocol slows the page's thread down):
//   first trace    from asking for the page, with nothing cached, until the first trace is drawn
//   a key press    from the key until handlers and drawing are done, in a field of the large scenario
//   painted        from the key until the frame that shows it is done
//   import         from asking the worker, which is loaded, until its answer is there: 5,000 lines of Terraform
//   longest task   the longest time that the page's thread was taken without a pause while keys were pressed
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { APP } from "./addresses.mjs";

const { chromium } = createRequire(import.meta.url)("playwright-core");

const OPENINGS = 15;
const KEYS = 120;
const IMPORTS = 15;
/** Far more requests than a table shows at once. */
const REQUESTS = 1_000;

const { large, import: message } = JSON.parse(await read(process.stdin));
large.requests = Array.from({ length: REQUESTS }, (_, at) => ({
  ...large.requests[at % large.requests.length],
  name: `request ${at + 1}`,
}));

const server = spawn(process.execPath, ["server.mjs"], { cwd: import.meta.dirname, stdio: ["ignore", "inherit", "inherit"] });
try {
  await answering(APP);
  const browser = await chromium.launch({ executablePath: process.env.HOPSCOPE_CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  const rows = [];
  for (const [speed, rate] of [["full", 1], ["a quarter", 4]]) {
    const first = [];
    for (let count = 0; count < OPENINGS; count++) first.push(await firstTrace(browser, rate));
    rows.push([speed, "first trace, cold", first]);
    const typed = await typing(browser, rate);
    rows.push([speed, "a key press in the large scenario", typed.handled]);
    rows.push([speed, "painted", typed.painted]);
    rows.push([speed, "an import of 5,000 lines of Terraform, in the worker", await importing(browser, rate)]);
    rows.push([speed, "longest task while typing", [typed.longest]]);
  }
  print(rows, browser.version());
  await browser.close();
} finally {
  server.kill();
}

async function read(stream) {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}

/** Waits until the server answers. */
async function answering(address) {
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(address).then((answer) => answer.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers at ${address}`);
}

async function newPage(browser, rate) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  // The guided look of a first visit comes later than what is measured, and would be measured with what follows.
  await page.addInitScript(() => localStorage.setItem("hopscope.guided", "1"));
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate });
  return page;
}

async function firstTrace(browser, rate) {
  const page = await newPage(browser, rate);
  await page.addInitScript(() => {
    const opened = () => document.documentElement?.dataset.state === "ready";
    const look = () => void (opened() && (globalThis.openedAt ??= performance.now()));
    new MutationObserver(look).observe(document, { attributeFilter: ["data-state"], subtree: true });
  });
  await page.goto(APP);
  await page.waitForFunction(() => globalThis.openedAt);
  const took = await page.evaluate(() => globalThis.openedAt);
  await page.context().close();
  return took;
}

async function typing(browser, rate) {
  const page = await newPage(browser, rate);
  await page.goto(APP);
  await page.locator(".bar button.primary").waitFor();
  // What a restart after a crash would go on with.
  await page.evaluate((json) => sessionStorage.setItem("hopscope.restart", json), JSON.stringify(large));
  await page.reload();
  const field = page.getByRole("textbox", { name: "Origin path" });
  await field.waitFor({ timeout: 120_000 });
  // What is traced bit by bit is done before the keys begin, or else they are measured together.
  await page.waitForTimeout(6_000);
  await field.focus();
  await page.evaluate(measure);
  for (let count = 0; count < KEYS; count++) {
    await page.keyboard.press(count % 4 === 3 ? "Backspace" : "abc"[count % 3]);
    await page.waitForTimeout(120);
  }
  const measured = await page.evaluate(() => globalThis.measured);
  await page.context().close();
  return measured;
}

/** How long the worker takes to answer, once it is there. The page's thread alone is slowed down, which waits. */
async function importing(browser, rate) {
  const page = await newPage(browser, rate);
  await page.goto(APP);
  await page.waitForFunction(() => globalThis.hopscopeStartWorker);
  const took = await page.evaluate(async ([message, times]) => {
    const worker = await globalThis.hopscopeStartWorker();
    const took = [];
    for (let count = 0; count < times; count++) {
      const began = performance.now();
      await new Promise((resolve) => {
        worker.onmessage = resolve;
        worker.postMessage(message);
      });
      took.push(performance.now() - began);
    }
    return took;
  }, [message, IMPORTS]);
  await page.context().close();
  return took;
}

/** Runs in the page. All events of a key press are one task; a message that is posted at its start comes after it. */
function measure() {
  const measured = { handled: [], painted: [], longest: 0 };
  globalThis.measured = measured;
  const after = (done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  };
  addEventListener("keydown", () => {
    const pressed = performance.now();
    after(() => measured.handled.push(performance.now() - pressed));
    requestAnimationFrame(() => after(() => measured.painted.push(performance.now() - pressed)));
  }, true);
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) measured.longest = Math.max(measured.longest, task.duration);
  }).observe({ type: "longtask" });
}

function print(rows, version) {
  const at = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
  const time = (value) => (value === undefined ? "" : `${value.toFixed(1)} ms`);
  console.log(`# How quick the page is\n`);
  console.log(
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`cargo xtask bench --browser --write\` in Chromium ${version} on ` +
      `${cpus()[0]?.model}, ${cpus().length} cores. The large scenario has 75 behaviours, 300 resources and ` +
      `${REQUESTS.toLocaleString("en")} requests; no task of 50 ms or less is told as a long one. A quarter: the ` +
      `page's thread is slowed down by the browser.\n`,
  );
  console.log("| speed | what | median | 95 % within | most |\n| --- | --- | ---: | ---: | ---: |");
  for (const [speed, what, values] of rows) {
    console.log(`| ${speed} | ${what} | ${[0.5, 0.95, 1].map((share) => time(at(values, share))).join(" | ")} |`);
  }
}
