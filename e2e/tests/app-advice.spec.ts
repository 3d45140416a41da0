// Advice: what would change the outcome of a request, and what can be said of the whole scenario.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { originPath, requests, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

const change = (page: Page) => page.getByRole("region", { name: "Fixes" });
const dialog = (page: Page) => page.getByRole("dialog");
const report = (page: Page) => dialog(page).locator(".report");
const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

const recorded = `$ curl -i https://abc123.execute-api.us-east-1.amazonaws.com/prod/api/hello
HTTP/2 403
content-type: application/json
content-length: 42
x-amzn-errortype: MissingAuthenticationTokenException
x-amz-apigw-id: UbC3dE4fG5hI6jK=

{"message":"Missing Authentication Token"}`;

async function analyse(page: Page, name: string) {
  await page.getByRole("button", { name: "Analyse" }).click();
  await page.getByRole("button", { name }).click();
  await expect(report(page)).toBeVisible();
}

async function check(page: Page) {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  expect(found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => `${node.html} ${node.failureSummary}`) }))).toEqual([]);
}

const find = (page: Page) => change(page).getByRole("button", { name: "Find what would have to change" }).click();

test("the article's request: its cause, the proof, the ways out; one is tried and taken back", async ({ page, watch }) => {
  await openApp(page);
  expect(watch.requests.some((url) => /\/worker-|advice\.json/.test(url)), "not part of the first load").toBe(false);
  await find(page);
  await expect(change(page).getByRole("heading").nth(1), "a fix comes first").toContainText("CloudFront Function");
  await expect(change(page)).toContainText("No origin path and no path pattern can work.");
  await expect(change(page)).toContainText("For every origin path");
  const ways = change(page).locator(".item").filter({ has: page.getByRole("button", { name: /^Try/ }) });
  expect(await ways.count()).toBeGreaterThanOrEqual(4);
  for (const way of await ways.all()) await expect(way).toContainText(/Traced again: 200/);
  const layers = (await ways.locator(".badge").allTextContents()).join(" ");
  for (const layer of ["CloudFront", "API Gateway", "Client"]) expect(layers).toContain(layer);

  const before = await page.evaluate(() => location.hash);
  const count = await ways.count();
  await ways.filter({ hasText: "CloudFront Function" }).getByRole("button", { name: /^Try/ }).click();
  await expect(verdict(page)).toContainText("200");
  await expect(verdict(page)).toBeInViewport();
  const tried = change(page).locator(".item.tried");
  await expect(tried).toContainText("CloudFront Function");
  await expect(tried.getByRole("button", { name: /^Undo/ }), "the focus stays").toBeFocused();
  await expect(ways, "the list stays").toHaveCount(count - 1);
  await expect(page.locator(".toast")).toContainText("Now 200 at prod GET /hello");
  await expect(page.getByRole("region", { name: "Edge function" }).first()).toBeVisible();
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await expect(verdict(page)).toContainText("403");
  await expect(ways.first(), "the advice is still known").toBeVisible();
  await expect.poll(() => page.evaluate(() => location.hash)).not.toBe(before);
});

test("another fix of the list takes the place of the one that is tried", async ({ page }) => {
  await openApp(page);
  await find(page);
  const way = (text: string) => change(page).locator(".item").filter({ hasText: text }).first();
  await way("CloudFront Function").getByRole("button", { name: /^Try/ }).click();
  await expect(way("CloudFront Function")).toHaveClass(/tried/);
  await way("Add GET /api/hello").getByRole("button", { name: /^Try/ }).click();
  await expect(way("Add GET /api/hello")).toHaveClass(/tried/);
  await expect(way("CloudFront Function")).not.toHaveClass(/tried/);
  await expect(verdict(page)).toContainText("200");
  await way("Add GET /api/hello").getByRole("button", { name: /^Undo/ }).click();
  await expect(change(page).locator(".tried").filter({ hasText: "Add GET" })).toHaveCount(0);
});

test.describe("left alone", () => {
  test.use({ quiet: false });

  test("the page looks for fixes by itself, and takes the focus from nobody", async ({ page }) => {
    await openApp(page);
    const url = page.getByRole("textbox", { name: "URL", exact: true });
    await url.focus();
    await expect(change(page).locator(".item").first()).toBeVisible();
    await expect(url).toBeFocused();
    await expect(change(page).getByRole("button", { name: /^Try/ }).first()).toBeVisible();
  });

  test("not where everything is as expected", async ({ page, watch }) => {
    await openApp(page);
    await requests(page).getByText("prod, directly").click();
    await page.waitForTimeout(2_500);
    await expect(change(page)).toHaveCount(0);
    expect(watch.requests.some((url) => /\/worker-|advice\.json/.test(url))).toBe(false);
  });
});

test("what a fix does, as Terraform, on the clipboard", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openApp(page);
  await find(page);
  const way = change(page).locator(".item").filter({ hasText: "CloudFront Function" });
  await way.getByText("What it does, and what to mind").click();
  await way.getByRole("button", { name: /^Copy Terraform/ }).click();
  await expect(page.locator(".toast")).toContainText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('resource "aws_cloudfront_function"');
  await way.getByRole("button", { name: /^Copy link/ }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^http:.*#2/);
});

test("advice follows the scenario, and is not there where nothing has to change", async ({ page }) => {
  await openApp(page);
  await find(page);
  await expect(change(page)).toContainText("For every origin path");
  await page.getByLabel("Path pattern").fill("/api/hel*");
  await expect(change(page).locator(".report:not(.stale)")).toBeVisible();
  await requests(page).getByText("prod, directly").click();
  await expect(verdict(page)).toContainText("200");
  await expect(change(page)).toHaveCount(0);
});

test("a row of the route map shows the way of its URL", async ({ page }) => {
  await openApp(page);
  await analyse(page, "Route map");
  await expect(report(page).getByRole("table")).toHaveCount(2);
  await report(page).getByRole("button", { name: "/prod/hello" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByLabel("URL", { exact: true })).toHaveValue(/execute-api.*\/prod\/hello$/);
  await expect(verdict(page)).toContainText("200");
  await expect(requests(page).locator("tbody tr"), "it was in the table").toHaveCount(3);
  await page.keyboard.press("Alt+Shift+M");
  await report(page).getByRole("button", { name: "/", exact: true }).first().click();
  await expect(requests(page).locator("tbody tr"), "it was not").toHaveCount(4);
  await page.keyboard.press("Control+z");
  await expect(requests(page).locator("tbody tr")).toHaveCount(3);
});

test("a finding leads to its field", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("/nowhere");
  await analyse(page, "Findings");
  const finding = report(page).locator(".item").first();
  await expect(finding).toContainText("Error");
  await finding.getByRole("button", { name: /^Go to the field/ }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "CloudFront" }).locator(":focus")).toHaveCount(1);
});

test("compares with the scenario as opened, an example and a link", async ({ page }) => {
  await openApp(page);
  await page.keyboard.press("Alt+Shift+C");
  await expect(report(page)).toContainText("Both do the same");
  await page.keyboard.press("Escape");
  await originPath(page).fill("");
  await analyse(page, "Compare");
  await expect(report(page).locator("tr.bad").first()).toContainText("prod GET /hello");
  await dialog(page).getByLabel("Compare with").selectOption({ label: "Way out: a stage named api" });
  await expect(report(page)).toContainText("api GET /hello");
  await dialog(page).getByLabel("Compare with").selectOption({ label: "the scenario of a link…" });
  const field = dialog(page).getByLabel("Link");
  await field.fill("https://example.com/#1nonsense");
  await expect(dialog(page).locator(".fault")).not.toBeEmpty();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  const link = await page.evaluate(() => location.href);
  await page.keyboard.press("Alt+Shift+C");
  await field.fill(link);
  await expect(report(page)).toContainText("Both do the same");
});

test("reads what curl printed, and opens it as a scenario", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Analyse" }).click();
  await page.getByRole("button", { name: "Read a curl output" }).click();
  await expect(report(page)).toHaveCount(0);
  const pasted = dialog(page).getByLabel("Output");
  await pasted.fill("hello");
  await expect(report(page)).toBeVisible();
  await expect(report(page).getByRole("button")).toHaveCount(0);
  await pasted.fill(recorded);
  await expect(report(page).getByRole("heading").first()).toContainText("REST API");
  await expect(report(page)).toContainText("rest_api.resource_not_found");
  await report(page).locator(".item").last().getByRole("button").click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByLabel("URL", { exact: true })).toHaveValue("https://abc123.execute-api.us-east-1.amazonaws.com/prod/api/hello");
  await expect(verdict(page)).toContainText("403");
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await expect(requests(page).locator("tbody tr")).toHaveCount(3);
});

test("a worker that does not arrive is asked for again", async ({ page, watch }) => {
  watch.allow(/console: Failed to load resource/);
  await page.route(/\/worker-.*\.wasm/, (route) => route.abort());
  await openApp(page);
  await page.keyboard.press("Alt+Shift+F");
  await expect(dialog(page)).toContainText("There is no answer");
  await page.unroute(/\/worker-.*\.wasm/);
  await dialog(page).getByRole("button", { name: "Try again" }).click();
  await expect(report(page)).toBeVisible();
});

test("in Japanese", async ({ page }) => {
  await openApp(page, "?lang=ja");
  await page.getByRole("button", { name: "何を変えればよいか調べる" }).click();
  await expect(page.locator(".advice-card .report")).toContainText("/api/hello");
  await expect(page.locator(".advice-card .report")).not.toContainText("No origin path");
  await page.keyboard.press("Alt+Shift+M");
  await expect(report(page)).toContainText("最短のパス");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "English" }).click();
  await expect(change(page)).toContainText("No origin path and no path pattern can work.");
});

for (const theme of ["light", "dark"]) {
  test(`axe, ${theme}`, async ({ page }) => {
    await openApp(page, `?theme=${theme}`);
    await check(page);
    await find(page);
    await expect(change(page).locator(".report")).toBeVisible();
    await check(page);
    for (const key of ["F", "M", "C", "R"]) {
      await page.keyboard.press(`Alt+Shift+${key}`);
      if (key === "R") await dialog(page).getByLabel("Output").fill(recorded);
      await expect(report(page)).toBeVisible();
      await check(page);
      await page.keyboard.press("Escape");
    }
  });
}

test("nothing is wider than a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await openApp(page, "?view=setup");
  expect(await page.evaluate(overflow), "set-up").toBeLessThanOrEqual(0);
  for (const key of ["F", "M", "C", "R"]) {
    await page.keyboard.press(`Alt+Shift+${key}`);
    if (key === "R") await dialog(page).getByLabel("Output").fill(recorded);
    await expect(report(page)).toBeVisible();
    expect(await page.evaluate(overflow), key).toBeLessThanOrEqual(0);
    expect(await dialog(page).evaluate((each) => each.scrollWidth - each.clientWidth), `dialog ${key}`).toBeLessThanOrEqual(0);
    await page.keyboard.press("Escape");
  }
  await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "Flow" }).click();
  await find(page);
  await expect(change(page).locator(".report")).toBeVisible();
  expect(await page.evaluate(overflow), "flow").toBeLessThanOrEqual(0);
});

test("the keyboard leads to what was asked for", async ({ page }) => {
  await openApp(page);
  const heading = page.getByRole("heading", { name: "Fixes" });
  await page.keyboard.press("Alt+Shift+W");
  await expect(heading).toBeFocused();
  await expect(page.locator(".advice-card .report")).toBeVisible();
  await expect(heading).toBeFocused();
  await page.keyboard.press("Alt+Shift+R");
  await expect(page.getByRole("dialog").getByLabel("Output")).toBeFocused();
});

test("the focus is not lost with the button that asks", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Find what would have to change" }).press("Enter");
  await expect(page.locator(".advice-card .report")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Fixes" })).toBeFocused();
});
