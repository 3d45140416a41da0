// The crash screen: what happened, the reader's scenario, two ways on.
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect, openApp, ready, test } from "./fixtures.ts";

const SCENARIO = '{"version":1,"title":"日本語"}';
const TITLE = "Hopscope stopped because of an error in the program";

const crash = (page: Page, scenario: string | null) =>
  page.evaluate((json) => {
    const app = globalThis as unknown as { hopscopeLastScenario?: string; hopscopeCrash(message: string): void };
    if (json !== null) app.hopscopeLastScenario = json;
    app.hopscopeCrash("index out of bounds, src/main.rs:1");
  }, scenario);

test("keeps the scenario: to copy, and as a file", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openApp(page);
  await crash(page, SCENARIO);
  const screen = page.getByRole("alertdialog", { name: TITLE });
  await expect(screen).toContainText("index out of bounds, src/main.rs:1");
  const text = await screen.getByRole("textbox").inputValue();
  expect(JSON.parse(text)).toEqual(JSON.parse(SCENARIO));

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

test("falls back to the stored draft", async ({ page }) => {
  await openApp(page);
  await page.evaluate((json) => {
    localStorage.setItem("hopscope.draft.1-1", `1\n${json.replace("日本語", "older")}`);
    localStorage.setItem("hopscope.draft.2-1", `2\n${json}\nwhat the panel held`);
  }, SCENARIO);
  await crash(page, "");
  await expect(page.getByRole("alertdialog").getByRole("textbox")).toHaveValue(/日本語/);
});

test("without any scenario says so", async ({ page }) => {
  await openApp(page);
  await page.evaluate(() => localStorage.clear());
  await crash(page, "");
  await expect(page.getByRole("alertdialog")).toContainText("No scenario had been recorded");
});

test("shows the first message, not the trap that follows a panic", async ({ page }) => {
  await openApp(page);
  await crash(page, SCENARIO);
  await page.evaluate(() => {
    (globalThis as unknown as { hopscopeCrash(message: string): void }).hopscopeCrash("unreachable executed");
  });
  await expect(page.getByRole("alertdialog")).toHaveCount(1);
  await expect(page.getByRole("alertdialog")).not.toContainText("unreachable executed");
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

test("nothing behind it can be reached by keyboard", async ({ page }) => {
  await openApp(page);
  await crash(page, SCENARIO);
  await expect(page.getByRole("heading", { name: TITLE })).toBeFocused();
  await expect(page.locator("#app")).toHaveAttribute("inert", "");
});

test("restarts with the scenario", async ({ page }) => {
  await openApp(page);
  await crash(page, SCENARIO);
  // The app removes the note when it has read it: look before it can.
  await page.addInitScript(() => {
    Object.assign(globalThis, { restartNote: sessionStorage.getItem("hopscope.restart") });
  });
  await page.getByRole("button", { name: "Restart with this scenario" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await ready(page);
  expect(await page.evaluate(() => (globalThis as unknown as { restartNote: string }).restartNote)).toBe(SCENARIO);
});

test("restarts empty, and offers the draft", async ({ page }) => {
  await openApp(page, "#1damaged");
  const stored = `1\n${SCENARIO.replace('"version"', '"hopscope"')}`;
  await page.evaluate((text) => localStorage.setItem("hopscope.draft.1-1", text), stored);
  await crash(page, "");
  await page.getByRole("button", { name: "Restart with an empty page" }).click();
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await ready(page);
  expect(page.url()).not.toContain("#1damaged");
  await expect(page.getByText("Your own draft is kept")).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("hopscope.draft.1-1"))).toBe(stored);
});

test("the link that may have stopped it does not stay in the address", async ({ page }) => {
  await openApp(page, "#1damaged");
  await crash(page, SCENARIO.replace('"version"', '"hopscope"'));
  await page.getByRole("button", { name: "Restart with this scenario" }).click();
  await ready(page);
  await expect(page.getByText("This link could not be opened")).toHaveCount(0);
  await expect(page.getByLabel("Title of the scenario")).toHaveValue("日本語");
  expect(page.url()).not.toContain("#1damaged");
});

test("speaks Japanese", async ({ page }) => {
  await openApp(page, "?lang=ja");
  await crash(page, SCENARIO);
  await expect(page.getByRole("button", { name: "このシナリオで再起動" })).toBeVisible();
});
