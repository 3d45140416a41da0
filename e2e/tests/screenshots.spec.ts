// The pictures of the README. Not part of the normal run: HOPSCOPE_SCREENSHOTS=1 npx playwright test screenshots
import { verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

const folder = "../docs/images";

test.describe("pictures", { tag: "@screenshots" }, () => {
  test.skip(!process.env.HOPSCOPE_SCREENSHOTS, "made on demand");

  for (const [name, width, height, query] of [
    ["desktop-light", 1480, 980, "?theme=light"],
    ["desktop-dark", 1480, 980, "?theme=dark"],
    ["desktop-light-ja", 1480, 980, "?theme=light&lang=ja"],
    ["phone", 360, 800, "?theme=light&lang=ja"],
    ["embed", 900, 800, "?embed&theme=light"],
    ["at-768-light", 768, 1000, "?theme=light"],
    ["at-1024-dark", 1024, 900, "?theme=dark"],
    ["at-1280-light", 1280, 900, "?theme=light"],
    ["at-1440-light", 1440, 1000, "?theme=light"],
    ["at-1920-dark", 1920, 1080, "?theme=dark"],
  ] as const) {
    test(name, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await openApp(page, query);
      await expect(verdict(page)).toBeVisible();
      await page.screenshot({ path: `${folder}/${name}.png` });
    });
  }

  test("advice", async ({ page }) => {
    await page.setViewportSize({ width: 1920, height: 1900 });
    await openApp(page, "?theme=light");
    await page.locator(".advice-card button.act").click();
    await expect(page.locator(".advice-card .report")).toBeVisible();
    await page.locator(".advice-card").screenshot({ path: `${folder}/advice.png` });
  });
});
