// What a function changed, in the panel of its step; and the form of its key-value store.
import type { Locator, Page } from "@playwright/test";
import { shareLink, verdict } from "./app.ts";
import { APP, expect, openApp, ready, test } from "./fixtures.ts";

const card = (page: Page): Locator => page.getByRole("region", { name: "Edge functions" });
const code = (page: Page): Locator => card(page).getByLabel("Code of strip-prefix");
const panel = (page: Page): Locator => page.getByRole("complementary");
const change = (page: Page): Locator => panel(page).locator(".change");

async function openExample(page: Page, query = "") {
  await openApp(page, query);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: "Way out: a CloudFront Function" }).click();
  await expect(verdict(page)).toContainText("200");
}

/** Opens the panel of the function's step. */
async function openStep(page: Page, name: RegExp) {
  await page.getByRole("button", { name }).first().click();
  await expect(panel(page)).toBeVisible();
}

test("a rewrite: the line before and after, the rest folded", async ({ page }) => {
  await openExample(page);
  await expect(verdict(page)).toContainText("made /hello of the path /api/hello");
  await openStep(page, /Function, strip-prefix/);
  await expect(panel(page)).toContainText("The request before and after");
  await expect(change(page).locator(".removed")).toHaveText(["−removed: \"uri\": \"/api/hello\""]);
  await expect(change(page).locator(".added")).toHaveText(["+added: \"uri\": \"/hello\""]);
  const host = change(page).getByText("\"host\": {\"value\": \"d111111abcdef8.cloudfront.net\"}");
  await expect(host).toBeHidden();
  await change(page).getByText(/\d+ lines as they were/).click();
  await expect(host).toBeVisible();
});

test("typing in the editor goes on while the step is open, and the step follows the code", async ({ page }) => {
  await openExample(page);
  await openStep(page, /Function, strip-prefix/);
  await code(page).fill("");
  await code(page).pressSequentially("function handler(event) { return { statusCode: 418 }; }", { delay: 5 });
  await expect(code(page)).toBeFocused();
  await expect(code(page)).toHaveValue("function handler(event) { return { statusCode: 418 }; }");
  await expect(panel(page)).toContainText("The response that the code made");
  await expect(change(page).locator(".added")).toHaveText(["+added: \"statusCode\": 418"]);
  await code(page).fill("function handler(event) { return event.request; }");
  await expect(panel(page)).toContainText("The code changed nothing.");
});

test("a link to a function's step opens it once its code has run", async ({ page }) => {
  await openExample(page);
  const link = new URL(await shareLink(page));
  await page.goto("about:blank");
  await page.goto(`${APP}?step=1:cloudfront.function${link.hash}`);
  await ready(page);
  await expect(change(page).locator(".added")).toContainText("/hello");
});

test("on a phone the change fits the screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await openApp(page, "?view=setup");
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: "Way out: a CloudFront Function" }).click();
  await page.getByRole("button", { name: "Flow" }).click();
  await openStep(page, /Function, strip-prefix/);
  await expect(change(page)).toBeVisible();
  await change(page).getByText(/\d+ lines as they were/).click();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(360);
  for (const line of await change(page).locator("code").all()) {
    expect(await line.evaluate((each) => each.scrollWidth <= each.clientWidth + 1)).toBe(true);
  }
});

test("the key-value store: keys are added, renamed, filled, refused, deleted, and undone", async ({ page }) => {
  await openExample(page);
  const store = card(page).getByRole("group", { name: "Key-value store" });
  await code(page).fill(`import cf from "cloudfront";
async function handler(event) {
  event.request.uri = await cf.kvs().get("path");
  return event.request;
}`);
  await expect(verdict(page)).toContainText("503");
  await store.getByRole("button", { name: "Add: key" }).click();
  await store.getByLabel("Key", { exact: true }).fill("path");
  await store.getByLabel("Key", { exact: true }).press("Tab");
  await store.getByLabel("Value of path").fill("/hello");
  await expect(verdict(page)).toContainText("200");
  await store.getByRole("button", { name: "Add: key" }).click();
  const added = store.getByLabel("Key", { exact: true }).first();
  await expect(added).toHaveValue("key");
  await added.fill("path");
  await added.press("Tab");
  await expect(store).toContainText("a name that no other entry has");
  await expect(store.getByLabel("Key", { exact: true }).first()).toHaveAttribute("aria-invalid", "true");
  await store.getByRole("button", { name: "Delete the key key" }).click();
  await store.getByLabel("Value of path").fill("v".repeat(1025));
  await expect(store).toContainText("at most 1024 bytes");
  await page.keyboard.press("Control+z");
  await expect(store.getByLabel("Value of path")).toHaveValue("/hello");
  await store.getByRole("button", { name: "Delete the key path" }).click();
  await expect(verdict(page)).toContainText("503");
  await page.keyboard.press("Control+z");
  await expect(verdict(page)).toContainText("200");
});
