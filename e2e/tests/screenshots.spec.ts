// The pictures of the README and of docs/views.md: every view at every width that the page has a layout for. Not part of
// the normal run: HOPSCOPE_SCREENSHOTS=1 npx playwright test screenshots
import { writeFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { withPalette } from "../palette.mjs";
import { verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

const folder = "../docs/images";
const WIDTHS = [[360, 780], [768, 1000], [1024, 900], [1280, 900], [1440, 1000], [1920, 1080]] as const;
const LOOKS = { light: "?theme=light", dark: "?theme=dark", ja: "?theme=light&lang=ja" };

async function take(what: Page | Locator, name: string) {
  await writeFile(`${folder}/${name}.png`, withPalette(await what.screenshot({ animations: "disabled" })));
}

const command = (english: string, japanese: string) => async (page: Page) => {
  await page.keyboard.press("Control+k");
  const language = await page.locator("html").getAttribute("lang");
  await page.locator("#command").fill(language === "ja" ? japanese : english);
  await page.keyboard.press("Enter");
};

/** What is to be seen besides the page as it opens, and how one gets there. */
const VIEWS: Record<string, (page: Page) => Promise<unknown>> = {
  examples: (page) => page.getByRole("button", { name: /^(Examples|サンプル)/ }).click(),
  share: (page) => page.keyboard.press("Alt+Shift+KeyS"),
  import: (page) => page.keyboard.press("Alt+Shift+KeyI"),
  findings: (page) => page.keyboard.press("Alt+Shift+KeyF"),
  routes: (page) => page.keyboard.press("Alt+Shift+KeyM"),
  compare: (page) => page.keyboard.press("Alt+Shift+KeyC"),
  explain: (page) => page.keyboard.press("Alt+Shift+KeyR"),
  shortcuts: (page) => page.keyboard.press("?"),
  palette: (page) => page.keyboard.press("Control+k"),
  kept: command("earlier work", "以前の作業"),
  guide: command("guided look", "画面の案内"),
  rule: (page) => page.locator(".flow :is(.step, .step-row).matters").first().click(),
};

test.describe("pictures", { tag: "@screenshots" }, () => {
  test.skip(!process.env.HOPSCOPE_SCREENSHOTS, "made on demand");
  test.use({ quiet: false });

  for (const [width, height] of WIDTHS) {
    for (const [look, query] of Object.entries(LOOKS)) {
      test(`every view at ${width} px, ${look}`, async ({ page }) => {
        test.setTimeout(600_000);
        await page.setViewportSize({ width, height });
        const open = async (further = "") => {
          await openApp(page, query + further);
          await expect(verdict(page)).toBeVisible();
        };
        await open();
        await expect(page.locator(".advice-card .report")).toBeVisible();
        await take(page, `page-${width}-${look}`);
        for (const [name, show] of Object.entries(VIEWS)) {
          await open();
          await show(page);
          await page.waitForLoadState("networkidle");
          await page.waitForTimeout(700);
          await take(page, `${name}-${width}-${look}`);
        }
        for (const tab of width < 720 ? ["setup", "response", "table"] : width < 1024 ? ["setup"] : []) {
          await openApp(page, `${query}&view=${tab}`);
          await page.waitForTimeout(1_200);
          await take(page, `${tab}-${width}-${look}`);
        }
        await openApp(page, query.replace("?", "?embed&"));
        await expect(verdict(page)).toBeVisible();
        await take(page, `embed-${width}-${look}`);
      });
    }
  }

  test("what would change it", async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1900 });
    await openApp(page, LOOKS.light);
    await expect(page.locator(".advice-card .report")).toBeVisible();
    await take(page.locator(".advice-card"), "advice");
  });
});
