// The app in frames of WebKit, by WebKitGTK's own driver: `node webkit.mjs`, against dist/ as a release build leaves it.
// Needs Debian's packages `webkit2gtk-driver` and `xvfb` (elsewhere: WebKitWebDriver, MiniBrowser and a display):
//
//   xvfb-run -a env WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1 node webkit.mjs
//
// (WebKit's own sandbox does not work for root and in most containers.) Ends with 1 if a frame does not show what it should.
import { existsSync, readdirSync } from "node:fs";
import { APP, BARE, EMBEDDER, PORTS } from "./addresses.mjs";
import { start, until } from "./webdriver.mjs";
import "./server.mjs";

const libraries = "/usr/lib/x86_64-linux-gnu";
const folders = existsSync(libraries) ? readdirSync(libraries).filter((name) => name.startsWith("webkit2gtk-4")) : [];
const binary = process.env.HOPSCOPE_MINIBROWSER ?? folders.map((name) => `${libraries}/${name}/MiniBrowser`).find(existsSync);
const options = { browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary, args: ["--automation"] } };
const { version, session, run, go, close } = await start("WebKitWebDriver", PORTS.changing + 1, options);
console.log(`WebKitGTK ${version}`);

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
      await go(source);
    } else {
      const around = new URL(EMBEDDER);
      around.searchParams.set("src", source);
      if (sandbox) around.searchParams.set("sandbox", sandbox);
      await go(around.href);
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
await close();
process.exit(failed === 0 ? 0 : 1);
