// The app in frames of WebKit, by WebKitGTK's own driver: `node webkit.mjs`, against dist/ as a release build leaves it.
// Needs Debian's packages `webkit2gtk-driver` and `xvfb` (elsewhere: WebKitWebDriver, MiniBrowser and a display):
//
//   xvfb-run -a env WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1 node webkit.mjs
//
// (WebKit's own sandbox does not work for root and in most containers.) Ends with 1 if a frame does not show what it should.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { APP, BARE, EMBEDDER, PORTS } from "./addresses.mjs";
import "./server.mjs";

const libraries = "/usr/lib/x86_64-linux-gnu";
const folders = existsSync(libraries) ? readdirSync(libraries).filter((name) => name.startsWith("webkit2gtk-4")) : [];
const browser = process.env.HOPSCOPE_MINIBROWSER ?? folders.map((name) => `${libraries}/${name}/MiniBrowser`).find(existsSync);
const port = PORTS.embedder + 1;
const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "inherit" });
process.on("exit", () => driver.kill());

async function ask(method, path, body) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function until(what, look, longest = 60_000) {
  const end = Date.now() + longest;
  let last;
  while (Date.now() < end) {
    last = await look().catch((error) => error.message);
    if (last === true) return;
    await sleep(250);
  }
  throw new Error(`${what}: ${JSON.stringify(last)}`);
}

await until("the driver", async () => (await ask("GET", "/status")).ready);
const options = { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } };
const { sessionId, capabilities } = await ask("POST", "/session", { capabilities: { alwaysMatch: options } });
console.log(`WebKitGTK ${capabilities.browserVersion}`);
const session = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
const run = (script) => session("POST", "/execute/sync", { script, args: [] });

/** Opens the example whose answer depends on code, so that a worker has to run. Gives its link. */
async function linkWithCode() {
  const press = (words) =>
    until(words, () =>
      run(`const found = [...document.querySelectorAll("button")].find((each) => each.textContent.includes(${JSON.stringify(words)}));
        found?.click();
        return found !== undefined;`));
  await press("Examples");
  await press("Way out: a CloudFront Function");
  await until("the code's answer", async () => {
    const text = await run("return document.querySelector('.verdict .code')?.textContent");
    return text === "200" || text;
  });
  await until("the address", async () => (await run("return location.hash.length")) > 50);
  return run("return location.hash");
}

let withCode = "";
const cases = [
  ["a page of its own", () => APP, null],
  ["a plain frame", () => `${APP}?embed`, undefined],
  ["a sandbox with scripts alone", () => `${APP}?embed`, "allow-scripts"],
  ["the same on a host that sends no headers", () => `${BARE}?embed`, "allow-scripts"],
  ["the same, with code to run", () => `${APP}?embed${withCode}`, "allow-scripts"],
];
let failed = 0;
for (const [what, address, sandbox] of cases) {
  const source = address();
  try {
    if (sandbox === null) {
      await session("POST", "/url", { url: source });
    } else {
      const around = new URL(EMBEDDER);
      around.searchParams.set("src", source);
      if (sandbox) around.searchParams.set("sandbox", sandbox);
      await session("POST", "/url", { url: around.href });
      const frame = await session("POST", "/element", { using: "css selector", value: "iframe" });
      await session("POST", "/frame", { id: frame });
    }
    await until("the app runs", async () => {
      const state = await run("return document.documentElement.dataset.state ?? document.body?.innerText");
      return state === "ready" || state;
    });
    await until("a verdict", async () => {
      const text = await run("return document.querySelector('.verdict .code')?.textContent");
      return /^\d{3}$/.test(text) || text;
    });
    const styled = await run("return getComputedStyle(document.querySelector('.verdict')).borderTopWidth");
    if (styled !== "1px") throw new Error(`no styles: ${styled}`);
    if (sandbox === null) withCode = await linkWithCode();
    console.log(`ok    ${what}: ${await run("return origin + ' ' + document.querySelector('.verdict h2').innerText")}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${what}: ${error.message}`);
  }
}
await session("DELETE", "").catch(() => {});
process.exit(failed === 0 ? 0 : 1);
