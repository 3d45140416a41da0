// Functions in the scenario run for real, in a worker that reaches nothing and that the page can end.
import type { Locator, Page } from "@playwright/test";
import { flow, requests, response, shareLink, story, verdict } from "./app.ts";
import { APP, BARE, EMBEDDER, expect, openApp, ready, test } from "./fixtures.ts";

const EXAMPLE = "Way out: a CloudFront Function";

async function openExample(page: Page) {
  await openApp(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: EXAMPLE }).click();
}

const card = (page: Page): Locator => page.getByRole("region", { name: "Edge functions" });
const code = (page: Page): Locator => card(page).getByLabel("Code of strip-prefix");

/** A link to the example with this code in its function. It is made in the page, as a user would. */
async function linkWith(page: Page, source: string, runtime = "cloudfront-js-2.0"): Promise<string> {
  await openExample(page);
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const panel = page.getByLabel("The scenario as JSON");
  const scenario = JSON.parse(await panel.inputValue());
  Object.assign(scenario.edge_functions[0], { code: source, runtime });
  await panel.fill(JSON.stringify(scenario));
  await expect(page.getByText("Applied")).toBeVisible();
  return shareLink(page);
}

/** Opens a link in a page that has not run anything yet. */
async function openFresh(page: Page, link: string) {
  await page.goto("about:blank");
  await page.goto(link);
  await ready(page);
}

test("while code runs, nothing is shown as what came of the request", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => { release = resolve; });
  await page.route(/worker-.*_bg\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await openExample(page);
  await expect(verdict(page)).toContainText("running the function");
  await expect(verdict(page)).not.toContainText(/\b\d{3}\b/);
  await expect(response(page)).not.toContainText("HTTP/2");
  await expect(requests(page).locator("tr.shown").getByRole("cell").nth(3)).toHaveText("…");
  release();
  await expect(verdict(page)).toContainText("200");
  await expect(response(page)).toContainText("HTTP/2 200");
});

test("the article's way out by a function ends at prod GET /hello", async ({ page, watch }) => {
  await openApp(page);
  await expect(verdict(page)).toContainText("403");
  expect(watch.requests.some((url) => /\/worker-/.test(url)), "not part of the first load").toBe(false);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: EXAMPLE }).click();
  await expect(verdict(page)).toContainText("200");
  await expect(requests(page)).toContainText("2 of 2 as expected");
  await expect(response(page)).toContainText("Hello World from stage: prod");
  expect(await story(page)).toContain("/prod/hello");
});

test("code is run again at every key press", async ({ page }) => {
  await openExample(page);
  await expect(verdict(page)).toContainText("200");
  await code(page).fill('function handler(event) { return { statusCode: 418, statusDescription: "Teapot" }; }');
  await expect(verdict(page)).toContainText("418");
  await page.keyboard.press("Control+z");
  await expect(verdict(page)).toContainText("200");
});

test("an endless loop in a link is stopped, and other requests still trace", async ({ page }) => {
  const link = await linkWith(page, "function handler(event) { while (true) {} }");
  await openFresh(page, link);
  await expect(verdict(page)).toContainText("503");
  expect(await story(page)).toContain("instructions");
  await expect(card(page)).toContainText("ran into a limit");
  await expect(requests(page)).toContainText("1 of 2 as expected");
});

test("a regular expression that goes back and forth without end is counted, and the page goes on", async ({ page }) => {
  const hang = "function handler(event) { /^(a+)+$/.test('a'.repeat(60) + 'b'); return event.request; }";
  const link = await linkWith(page, hang);
  await openFresh(page, link);
  const url = page.getByLabel("URL", { exact: true });
  await url.press("End");
  await url.pressSequentially("?a=1");
  await expect(url).toHaveValue(/\?a=1$/);
  await expect(verdict(page)).toContainText("503");
  expect(await story(page)).toContain("instructions");
  await expect(requests(page)).toContainText("1 of 2 as expected");
  await code(page).fill('function handler(event) { event.request.uri = "/hello"; return event.request; }');
  await expect(verdict(page)).toContainText("200");
});

test("code reaches nothing of the page, the worker or the network", async ({ page, watch }) => {
  const attempts = [
    "fetch('https://example.com/')",
    "postMessage('x')",
    "self.postMessage('x')",
    "window.document",
    "document.body",
    "importScripts('x.js')",
    "new XMLHttpRequest()",
    "new WebSocket('wss://example.com/')",
    "indexedDB.open('x')",
    "localStorage.x",
    "wasm_bindgen.answer('')",
    "(function () {}).constructor('return this')().postMessage",
    "handler.constructor.constructor('return self')()",
  ];
  const tries = attempts.map((each) => `reach(function () { return ${each}; })`).join(", ");
  const source = `function reach(attempt) {
      try { var found = attempt(); return found === undefined ? "nothing" : "REACHED " + found; } catch (error) { return "nothing"; }
    }
    function handler(event) {
      return { statusCode: 200, statusDescription: "OK", body: [${tries}].join("|") };
    }`;
  await openFresh(page, await linkWith(page, source));
  await expect(response(page)).toContainText(attempts.map(() => "nothing").join("|"));
  expect(watch.requests.filter((url) => url.includes("example.com"))).toEqual([]);
});

test("a worker that does not arrive is told, and tried again on request", async ({ page, watch }) => {
  watch.allow(/ERR_FAILED/);
  await page.route(/\/worker-/, (route) => route.abort());
  await openExample(page);
  await expect(page.getByText("The part of Hopscope that runs functions did not arrive.")).toBeVisible();
  expect(await story(page)).toContain("not run");
  await page.unroute(/\/worker-/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(verdict(page)).toContainText("200");
});

test("in a sandboxed frame, with and without CORS headers", async ({ page, watch }) => {
  watch.allow(/CORS policy|ERR_FAILED/);
  await openExample(page);
  const link = await shareLink(page);
  for (const host of [APP, BARE]) {
    const framed = new URL(EMBEDDER);
    framed.searchParams.set("src", `${host}?embed#${link.split("#")[1]}`);
    framed.searchParams.set("sandbox", "allow-scripts");
    await page.goto(framed.href);
    await expect(verdict(page.frameLocator("iframe"))).toContainText("200");
  }
  expect(watch.requests.some((url) => /\/worker-.*\.wasm\.js$/.test(url))).toBe(true);
});

test("the editor: Tab indents, Escape and Tab leave, the failing line is marked, a snippet mends it", async ({ page }) => {
  await openExample(page);
  await code(page).fill("function handler(event) {\nreturn event.nothing.at.all;\n}\n");
  await expect(card(page).locator("li.bad")).toHaveText("2");
  await expect(card(page)).toContainText("Line 2: TypeError");
  await expect(code(page)).toHaveAttribute("aria-invalid", "true");
  await code(page).press("Control+Home");
  await code(page).press("Tab");
  await expect(code(page)).toHaveValue(/^ {2}function/);
  await code(page).press("Escape");
  await code(page).press("Tab");
  await expect(code(page)).not.toBeFocused();
  await card(page).getByRole("button", { name: "Snippets" }).click();
  await card(page).getByRole("button", { name: "Take /api off the path" }).click();
  await expect(verdict(page)).toContainText("200");
  await expect(card(page).locator("li.bad")).toHaveCount(0);
});

test("functions are renamed with what calls them, and associated with events", async ({ page }) => {
  await openExample(page);
  const cloudfront = page.getByRole("region", { name: "CloudFront" });
  await card(page).getByLabel("Name").fill("rewrite");
  await card(page).getByLabel("Name").press("Tab");
  await expect(cloudfront.getByLabel("Viewer request")).toHaveValue("rewrite");
  await expect(verdict(page)).toContainText("200");
  await cloudfront.getByLabel("Viewer request").selectOption("none");
  await expect(verdict(page)).toContainText("403");
  await cloudfront.getByLabel("Viewer request").selectOption("rewrite");
  await expect(verdict(page)).toContainText("200");
});
