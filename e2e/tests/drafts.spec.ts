// Drafts: each tab's work has a place of its own, and what is not stored is told at once.
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { drafts, openScenario, originPath } from "./app.ts";
import { APP, expect, openApp, ready, test } from "./fixtures.ts";

const NOT_STORED = "What you make here is not stored.";
const json = (page: Page) => page.getByRole("button", { name: "JSON", exact: true });

/** Leaves storage that many characters of room. */
const fill = (page: Page, room: number) =>
  page.evaluate((room) => {
    for (let size = 4 << 20; size >= 16; size /= 2) {
      for (;;) {
        try {
          localStorage.setItem("full", (localStorage.getItem("full") ?? "") + "x".repeat(size));
        } catch {
          break;
        }
      }
    }
    const full = localStorage.getItem("full") ?? "";
    localStorage.setItem("full", full.slice(room));
  }, room);

test("two tabs keep two drafts, whoever is edited last", async ({ page, context }) => {
  await openApp(page);
  const other = await context.newPage();
  await openApp(other);
  await originPath(page).fill("/a");
  await expect.poll(() => drafts(page)).toHaveLength(1);
  await originPath(other).fill("/b");
  await expect.poll(() => drafts(page)).toHaveLength(2);
  await originPath(page).fill("/aa");
  await expect.poll(async () => (await drafts(page)).join()).toContain('"/aa"');
  expect((await drafts(page)).join()).toContain('"/b"');
  // Each goes on with its own, and a new one offers the other.
  await other.reload();
  await expect(originPath(other)).toHaveValue("/b");
  const third = await context.newPage();
  await openApp(third);
  await expect(originPath(third)).toHaveValue("/aa");
  await third.getByRole("button", { name: "Restore it" }).click();
  await expect(originPath(third)).toHaveValue("/b");
});

test("a draft that two tabs have open is not overwritten by the one for the other", async ({ page, context }) => {
  await openApp(page);
  await originPath(page).fill("/a");
  await expect.poll(() => drafts(page)).toHaveLength(1);
  const other = await context.newPage();
  await openApp(other);
  await expect(originPath(other)).toHaveValue("/a");
  await originPath(other).fill("/b");
  // The first tab hears of it, and puts its own somewhere else.
  await expect.poll(async () => (await drafts(page)).join()).toContain('"/b"');
  await expect.poll(async () => (await drafts(page)).join()).toContain('"/a"');
});

test("what was typed just before something else was opened is stored", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("/mine");
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /no origin path/ }).click();
  await expect.poll(async () => (await drafts(page)).join()).toContain('"/mine"');
});

test("a full storage is told at once, costs no other draft, and the scenario can be saved", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("/kept");
  await expect.poll(() => drafts(page)).toHaveLength(1);
  const before = await drafts(page);
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("button", { name: /^New/ }).click();
  await fill(page, 100);
  // A new scenario is empty: its title is what there is to type.
  await page.getByLabel("Title of the scenario").fill("/lost".repeat(60));
  await expect(page.getByText(NOT_STORED)).toBeVisible();
  expect(await drafts(page)).toEqual(before);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download", exact: true }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain("/lost");
  // Once there is room again, it is stored, and nothing more is told.
  await page.evaluate(() => localStorage.removeItem("full"));
  await page.getByLabel("Title of the scenario").fill("/found");
  await expect.poll(async () => (await drafts(page)).join()).toContain("/found");
  await expect(page.getByText(NOT_STORED)).toHaveCount(0);
});

test("a scenario of more than a megabyte is stored, is no link, and says so", async ({ page }) => {
  await openApp(page);
  const code = "x".repeat(1_100_000);
  await openScenario(page, { hopscope: 1, edge_functions: [{ name: "large", code: `// ${code.slice(0, 900_000)}` }], lambdas: [{ name: "l", response: { body: code } }] });
  await expect.poll(async () => (await drafts(page))[0]?.length ?? 0).toBeGreaterThan(1_900_000);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("too large for a link");
  await expect(page.getByLabel("Link", { exact: true })).toHaveCount(0);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  // No earlier link is left in the address that would be opened in its place.
  await expect.poll(() => page.evaluate(() => location.hash)).toBe("");
  await page.reload();
  await ready(page);
  await expect(page.getByRole("region", { name: "Edge functions" })).toBeVisible();
});

test("where storage is shut, nothing promises a reload", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
  });
  await openApp(page);
  await originPath(page).fill("/x");
  await expect(page.getByText(NOT_STORED)).toBeVisible();
  await json(page).click();
  await page.locator("textarea.document").fill("{");
  await expect(page.getByText("The text is kept as long as this page is open")).toBeVisible();
  await page.waitForTimeout(800);
  await expect(page.getByText("after a reload")).toHaveCount(0);
});

test("a text that cannot be read is promised to stay once it is stored, and stays", async ({ page }) => {
  await openApp(page);
  await json(page).click();
  await page.locator("textarea.document").fill("{ half");
  await expect(page.getByText("The text is kept, here and after a reload")).toBeVisible();
  await page.reload();
  await ready(page);
  await expect(page.locator("textarea.document")).toHaveValue("{ half");
});

test("a draft that cannot be read is told, and can be saved as it is", async ({ page }) => {
  await page.goto(APP);
  await page.evaluate(() => localStorage.setItem("hopscope.draft.1-1", '1\n{"hopscope": 99, "mine": true}'));
  await openApp(page);
  await expect(page.getByText("A draft cannot be opened. It is kept as it is.")).toBeVisible();
  await originPath(page).fill("/x");
  await expect.poll(() => drafts(page)).toHaveLength(2);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".unreadable").getByRole("button", { name: "Download" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toBe('{"hopscope": 99, "mine": true}');
});

test("earlier work is found in the menu, and deleted only by hand", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("/one");
  await expect.poll(() => drafts(page)).toHaveLength(1);
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("button", { name: /^New/ }).click();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByLabel("Title of the scenario").fill("/two");
  await expect.poll(() => drafts(page)).toHaveLength(2);
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("button", { name: /^Earlier work/ }).click();
  const dialog = page.getByRole("dialog", { name: "Earlier work" });
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  const mine = dialog.getByRole("listitem").filter({ hasNot: page.getByText("on the screen") });
  await mine.getByRole("button", { name: /^Delete/ }).click();
  await expect.poll(() => drafts(page)).toHaveLength(1);
  // That can be taken back.
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => drafts(page)).toHaveLength(2);
  await mine.getByRole("button", { name: /^Delete/ }).click();
  await expect.poll(() => drafts(page)).toHaveLength(1);
  expect((await drafts(page)).join()).toContain("/two");
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Title of the scenario")).toHaveValue("/two");
});
