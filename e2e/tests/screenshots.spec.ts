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

/** What is to be seen besides the page as it opens, and how one gets there. */
const VIEWS: Record<string, (page: Page) => Promise<unknown>> = {
  examples: (page) => page.getByRole("button", { name: /^(Examples|例)/ }).click(),
  share: (page) => page.keyboard.press("Alt+Shift+KeyS"),
  import: (page) => page.keyboard.press("Alt+Shift+KeyI"),
  findings: (page) => page.keyboard.press("Alt+Shift+KeyF"),
  routes: (page) => page.keyboard.press("Alt+Shift+KeyM"),
  compare: (page) => page.keyboard.press("Alt+Shift+KeyC"),
  explain: (page) => page.keyboard.press("Alt+Shift+KeyR"),
  shortcuts: (page) => page.keyboard.press("?"),
  rule: (page) => page.locator(".flow :is(.step, .step-row).matters").first().click(),
};

test.describe("pictures", { tag: "@screenshots" }, () => {
  test.skip(!process.env.HOPSCOPE_SCREENSHOTS, "made on demand");
  test.use({ quiet: false });

  for (const [width, height] of WIDTHS) {
    for (const [look, query] of Object.entries(LOOKS)) {
      test(`the page at ${width} px, ${look}`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await openApp(page, query);
        await expect(verdict(page)).toBeVisible();
        await expect(page.locator(".advice-card .report")).toBeVisible();
        await take(page, `page-${width}-${look}`);
      });
    }
  }

  const some = [[360, "light"], [1280, "light"]] as const;
  for (const [width, look] of some) {
    test(`other views at ${width} px, ${look}`, async ({ page }) => {
      test.setTimeout(300_000);
      await page.setViewportSize({ width, height: width < 700 ? 780 : 900 });
      for (const [name, open] of Object.entries(VIEWS)) {
        await openApp(page, LOOKS[look]);
        await expect(page.locator(".advice-card .report")).toBeVisible();
        await open(page);
        await page.waitForLoadState("networkidle");
        await page.waitForTimeout(800);
        await take(page, `${name}-${width}-${look}`);
      }
      if (width < 700) {
        for (const tab of ["setup", "response", "table"]) {
          await openApp(page, `${LOOKS[look]}&view=${tab}`);
          await page.waitForTimeout(1_500);
          await take(page, `${tab}-${width}-${look}`);
        }
      }
      await page.setViewportSize({ width: Math.min(width, 900), height: 780 });
      await openApp(page, LOOKS[look].replace("?", "?embed&"));
      await expect(verdict(page)).toBeVisible();
      await take(page, `embed-${width}-${look}`);
    });
  }

  test("what would change it", async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1900 });
    await openApp(page, LOOKS.light);
    await expect(page.locator(".advice-card .report")).toBeVisible();
    await take(page.locator(".advice-card"), "advice");
  });
});
