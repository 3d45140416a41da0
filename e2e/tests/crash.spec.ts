// The crash screen: what happened, the reader's scenario, two ways on. The program really panics here: nothing but the
// program calls the screen, except where a test says why.
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect, openApp, panic, ready, recorded, test, type Watch } from "./fixtures.ts";

const TITLE = "Hopscope stopped because of an error in the program";
const DRAFT = '{"hopscope":1,"title":"日本語"}';

/** Gives the scenario on the screen a title of the reader's own. */
async function work(page: Page) {
  await page.getByLabel("Title of the scenario").fill("日本語 – mine");
  await recorded(page, "mine");
}

/**
 * As if the program had stopped before it handed a scenario over: the screen is all that there is. Both in one step, for
 * what hands it over may arrive in between.
 */
async function panicBefore(page: Page, watch: Watch) {
  watch.allow(/unreachable/);
  await page.evaluate(() => {
    Object.assign(globalThis, { hopscopeLastScenario: "" });
    globalThis.dispatchEvent(new Event("hopscope:panic"));
  });
}

test("says what happened and where, and keeps the scenario: to copy, and as a file", async ({ page, context, watch }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openApp(page);
  await work(page);
  await panic(page, watch);
  const screen = page.getByRole("alertdialog", { name: TITLE });
  await expect(screen).toContainText("a drill: the page was asked to panic");
  await expect(screen).toContainText(/src\/effects\/crash\.rs:\d+:\d+/);
  const text = await screen.getByRole("textbox").inputValue();
  expect(JSON.parse(text)).toMatchObject({ hopscope: 1, title: "日本語 – mine", requests: expect.any(Array) });

  await screen.getByRole("button", { name: "Copy" }).click();
  await expect(screen.getByRole("status")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    screen.getByRole("button", { name: "Download as a file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("hopscope-scenario.json");
  expect(await readFile(await download.path(), "utf8")).toBe(text);
});

test("names no folder of the machine that built it", async ({ page, watch }) => {
  await openApp(page);
  await panic(page, watch);
  await expect(page.getByRole("alertdialog", { name: TITLE })).not.toContainText(/\/(root|home|Users|work)\//);
});

test("falls back to the stored draft", async ({ page, watch }) => {
  await openApp(page);
  await page.evaluate((json) => {
    localStorage.setItem("hopscope.draft.1-1", `1\n${json.replace("日本語", "older")}`);
    localStorage.setItem("hopscope.draft.2-1", `2\n${json}\nwhat the panel held`);
  }, DRAFT);
  await panicBefore(page, watch);
  await expect(page.getByRole("alertdialog").getByRole("textbox")).toHaveValue(/日本語/);
});

test("without any scenario says so", async ({ page, watch }) => {
  await openApp(page);
  await page.evaluate(() => localStorage.clear());
  await panicBefore(page, watch);
  await expect(page.getByRole("alertdialog")).toContainText("No scenario had been recorded");
});

test("shows the first message, not the trap that follows a panic", async ({ page, watch }) => {
  await openApp(page);
  await panic(page, watch);
  await expect(page.getByRole("alertdialog")).toHaveCount(1);
  expect(watch.problems.join()).toContain("unreachable");
  await expect(page.getByRole("alertdialog")).not.toContainText("RuntimeError");
});

test("appears on a trap that no panic hook saw", async ({ page, watch }) => {
  watch.allow(/unreachable/);
  await openApp(page);
  await page.evaluate(() => {
    // (module (func (export "f") unreachable))
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const module = new WebAssembly.Module(new Uint8Array(bytes));
    setTimeout(new WebAssembly.Instance(module).exports.f as () => void);
  });
  await expect(page.getByRole("alertdialog", { name: TITLE })).toContainText("RuntimeError: unreachable");
});

test("nothing behind it can be reached by keyboard", async ({ page, watch }) => {
  await openApp(page);
  await panic(page, watch);
  await expect(page.getByRole("heading", { name: TITLE })).toBeFocused();
  await expect(page.locator("#app")).toHaveAttribute("inert", "");
});

test("restarts with the scenario", async ({ page, watch }) => {
  await openApp(page);
  await work(page);
  await panic(page, watch);
  await page.getByRole("button", { name: "Restart with this scenario" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await ready(page);
  await expect(page.getByLabel("Title of the scenario")).toHaveValue("日本語 – mine");
});

test("restarts empty, and offers the draft", async ({ page, watch }) => {
  await openApp(page, "#1damaged");
  const stored = `1\n${DRAFT}`;
  await page.evaluate((text) => localStorage.setItem("hopscope.draft.1-1", text), stored);
  await panicBefore(page, watch);
  await page.getByRole("button", { name: "Restart with an empty page" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await ready(page);
  expect(page.url()).not.toContain("#1damaged");
  await expect(page.getByText("Your own draft is kept")).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("hopscope.draft.1-1"))).toBe(stored);
});

test("the link that may have stopped it does not stay in the address", async ({ page, watch }) => {
  await openApp(page, "#1damaged");
  await work(page);
  await panic(page, watch);
  await page.getByRole("button", { name: "Restart with this scenario" }).click();
  await ready(page);
  await expect(page.getByText("This link could not be opened")).toHaveCount(0);
  await expect(page.getByLabel("Title of the scenario")).toHaveValue("日本語 – mine");
  expect(page.url()).not.toContain("#1damaged");
});

test("speaks Japanese", async ({ page, watch }) => {
  await openApp(page, "?lang=ja");
  await panic(page, watch);
  await expect(page.getByRole("button", { name: "このシナリオで再起動" })).toBeVisible();
});
