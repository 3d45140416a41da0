// What people expect of any page: commands by typing, Back, paste, a history of their own, a look around at first.
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { drafts, flow, originPath, requests, verdict } from "./app.ts";
import { APP, BARE, expect, openApp, ready, test } from "./fixtures.ts";

const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });

async function check(page: Page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))).toEqual([]);
}

test("the palette finds every command by typing, and runs it", async ({ page }) => {
  await openApp(page);
  await page.getByLabel("Title of the scenario").focus();
  await page.keyboard.press("Control+k");
  await expect(page.locator("#command")).toBeFocused();
  await check(page);
  await page.keyboard.type("rest api");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".commands button").first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.locator("#command")).toBeFocused();
  // Escape empties the search, then closes.
  await page.keyboard.press("Escape");
  await expect(page.locator("#command")).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // The focus is where it was.
  await expect(page.getByLabel("Title of the scenario")).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(page.locator("#command")).toHaveValue("");
  await page.keyboard.type("s3 bucket");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator(".set-up :focus")).toHaveCount(1);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("route map");
  await page.keyboard.press("Enter");
  await expect(dialog(page, "Route map")).toContainText("rest_api.resource_not_found");
});

test("the first Tab stop skips to the URL; a command, a link and a request are pasted anywhere", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openApp(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#request-url")).toBeFocused();
  await page.locator("#request-url").blur();
  await page.evaluate(() => navigator.clipboard.writeText("curl -X POST -H 'x-a: b' https://d111111abcdef8.cloudfront.net/pasted"));
  await page.keyboard.press("Control+v");
  await expect(page.locator("#request-url")).toHaveValue("https://d111111abcdef8.cloudfront.net/pasted");
  await expect(page.locator(".request select")).toHaveValue("POST");
  await page.keyboard.press("Control+z");
  await expect(page.locator("#request-url")).not.toHaveValue(/pasted/);
});

test("the JSON has colours, and Format lays it out", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const text = page.locator("textarea.document");
  await expect(page.locator(".document-box .key").first()).toHaveText('"hopscope"');
  await text.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText('{"hopscope":1,"title":"compact","requests":[{"url":"https://a.example/"}]}');
  await expect(page.getByLabel("Title of the scenario")).toHaveValue("compact");
  await page.getByRole("button", { name: "Format" }).click();
  await expect(text).toHaveValue(/^\{\n  "hopscope": 1,\n  "title": "compact"/);
  await expect(page.locator(".document-box .key")).toHaveCount(4);
  // The colours lie where the text does.
  const [one, other] = [await text.evaluate((each) => each.scrollHeight), await page.locator(".document-box pre").evaluate((each) => each.scrollHeight)];
  expect(Math.abs(one - other)).toBeLessThan(24);
  await page.keyboard.press("Control+z");
  await check(page);
});

test("the outline of the JSON folds, and a line of it leads to its place", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const outline = page.locator(".outline");
  const press = async (part: Locator) => {
    await part.focus();
    await page.keyboard.press("Enter");
  };
  await press(outline.locator("> summary"));
  const requests = outline.locator("summary", { hasText: '"requests"' });
  await expect(outline.getByRole("button", { name: '"url"' })).toHaveCount(0);
  await press(requests);
  await press(outline.locator("li li > details > summary").last());
  await check(page);
  await press(outline.getByRole("button", { name: '"url"' }));
  const text = page.locator("textarea.document");
  await expect(text).toBeFocused();
  const selected = () => text.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  await expect.poll(selected).toMatch(/^"https:\/\/\S+"$/);
  // What is typed there goes in its place, and the outline follows.
  await page.keyboard.type('"https://b.example/"');
  await expect(outline.getByRole("button", { name: '"https://b.example/"' })).toBeVisible();
  await press(requests);
  await expect(outline.getByRole("button", { name: '"url"' })).toHaveCount(0);
});

test("Back closes what was opened, and nothing else", async ({ page }) => {
  await page.goto(BARE);
  await openApp(page);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(verdict(page)).toBeVisible();
  // A panel, and an address that was written meanwhile.
  await page.locator(".flow .step.matters").first().click();
  await expect(page.locator(".rule-panel")).toBeVisible();
  await originPath(page).fill("/elsewhere");
  const address = () => page.url();
  await expect.poll(address).toContain("#2");
  const written = address();
  await page.goBack();
  await expect(page.locator(".rule-panel")).toHaveCount(0);
  await expect.poll(address).toBe(written);
  await expect(originPath(page)).toHaveValue("/elsewhere");
  // What was closed otherwise leaves no Back that does nothing.
  await page.getByRole("button", { name: "Examples" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.waitForTimeout(300);
  await page.goBack();
  await expect.poll(address).toBe(BARE);
});

test("earlier work is found, named, and saved as one file that brings it back", async ({ page }) => {
  await openApp(page);
  for (const name of ["one", "two", "three"]) {
    await page.getByLabel("Title of the scenario").fill(name);
    await page.keyboard.press("Tab");
    await expect.poll(async () => (await drafts(page)).join()).toContain(`"${name}"`);
    await page.getByRole("button", { name: "File" }).click();
    await page.getByRole("button", { name: /^New/ }).click();
    await page.getByRole("button", { name: "Dismiss" }).click();
  }
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("button", { name: /^Earlier work/ }).click();
  const work = dialog(page, "Earlier work");
  await expect(work.getByRole("listitem")).toHaveCount(3);
  await check(page);
  await page.keyboard.type("two");
  await expect(work.getByRole("listitem")).toHaveCount(1);
  await work.getByLabel("Title of two").fill("second");
  await page.keyboard.press("Tab");
  await expect.poll(async () => (await drafts(page)).join()).toContain('"second"');
  await work.getByLabel("Find by title, URL or note").fill("");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    work.getByRole("button", { name: "Download all as one file" }).click(),
  ]);
  const file = await readFile(await download.path(), "utf8");
  expect(JSON.parse(file).scenarios).toHaveLength(3);
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("hopscope.draft")) localStorage.removeItem(key);
  });
  await page.locator("#open-file").setInputFiles({ name: "hopscope-history.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await expect(work.getByRole("listitem")).toHaveCount(3);
  await work.getByRole("button", { name: "Open second" }).click();
  await expect(page.getByLabel("Title of the scenario")).toHaveValue("second");
});

test("a request through the cache is drawn under the one before it, on the same lanes", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /^The second site gets/ }).click();
  await expect(page.locator(".before")).toHaveCount(0);
  await requests(page).locator("tbody tr").nth(1).click();
  await expect(page.locator(".before-head").first()).toContainText("the first site");
  await expect(page.locator(".before-head").last()).toContainText("30 s later");
  const lanes = page.locator(".flow .heads svg");
  await expect(lanes).toHaveCount(2);
  expect(await lanes.nth(0).locator(".lane-name").allTextContents()).toEqual(await lanes.nth(1).locator(".lane-name").allTextContents());
  // What decided is a step of the later one alone.
  await expect(flow(page).locator(".step.matters").first()).toBeVisible();
  await check(page);
  await page.locator(".before-head").getByRole("button", { name: "Show" }).click();
  await expect(page.locator(".before")).toHaveCount(0);
  await expect(verdict(page)).toContainText("200");
});

// 1280 px at 200 % and at 400 %, in the words of either language.
for (const width of [640, 320]) {
  test(`what is opened fits ${width} px, and axe finds nothing in it`, async ({ page }) => {
    await page.setViewportSize({ width, height: width === 320 ? 256 : 400 });
    for (const lang of ["en", "ja"]) {
      await openApp(page, `?lang=${lang}&theme=${lang === "ja" ? "dark" : "light"}`);
      const open: [string, () => Promise<unknown>][] = [
        ["palette", () => page.keyboard.press("Control+k")],
        ["examples", () => page.locator(".bar .menus > button").nth(1).click()],
        ["shortcuts", () => page.keyboard.press("?")],
        ["share", () => page.keyboard.press("Alt+Shift+KeyS")],
      ];
      for (const [name, show] of open) {
        await show();
        const opened = page.getByRole("dialog");
        await expect(opened).toBeVisible();
        await page.waitForLoadState("networkidle");
        const wider = () => opened.evaluate((box) => Math.max(box.scrollWidth - box.clientWidth, box.getBoundingClientRect().right - innerWidth));
        await expect.poll(wider, `${name} ${lang}`).toBeLessThanOrEqual(0);
        await check(page);
        await page.keyboard.press("Escape");
        await expect(opened).toHaveCount(0);
      }
    }
  });
}

test.describe("the guided look", () => {
  test.use({ guided: true });

  test("comes once, can be skipped, and not into frames", async ({ page }) => {
    await openApp(page, "?embed");
    await page.waitForTimeout(2_000);
    await expect(page.locator(".guide")).toHaveCount(0);
    await openApp(page);
    const look = page.getByRole("complementary", { name: "Guided look" });
    await expect(look).toContainText("1 of 5");
    await check(page);
    for (const title of ["The way", "What would change it", "The set-up", "Your own"]) {
      await look.getByRole("button", { name: "Next" }).click();
      await expect(look).toContainText(title);
    }
    await look.getByRole("button", { name: "Done" }).click();
    await expect(look).toHaveCount(0);
    await page.goto(APP);
    await ready(page);
    await expect(page.locator(".bar button.primary")).toBeVisible();
    await page.waitForTimeout(2_000);
    await expect(look).toHaveCount(0);
    // It can be had again, on a phone too.
    await page.setViewportSize({ width: 360, height: 740 });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("guided");
    await page.keyboard.press("Enter");
    await expect(look).toContainText("1 of 5");
    await check(page);
    await look.getByRole("button", { name: "Skip" }).click();
    await expect(look).toHaveCount(0);
  });
});
