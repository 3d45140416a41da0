// axe on the pages around the app, in both themes.
import AxeBuilder from "@axe-core/playwright";
import { expect, openApp, panic, test, APP } from "./fixtures.ts";

for (const theme of ["light", "dark"]) {
  test(`crash screen, ${theme}`, async ({ page, watch }) => {
    await openApp(page, `?theme=${theme}`);
    await panic(page, watch);
    await expect(page.getByRole("alertdialog")).toBeVisible();
    const found = await new AxeBuilder({ page }).include("#hopscope-screen").analyze();
    expect(found.violations).toEqual([]);
  });

  test(`outline while loading, ${theme}`, async ({ page }) => {
    await page.route(/_bg\.wasm$/, () => {});
    await page.goto(`${APP}?theme=${theme}`);
    await expect(page.getByRole("progressbar")).toBeVisible();
    const found = await new AxeBuilder({ page }).disableRules(["page-has-heading-one", "region", "landmark-one-main"]).analyze();
    expect(found.violations).toEqual([]);
  });
}
