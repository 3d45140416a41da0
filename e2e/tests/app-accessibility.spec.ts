// axe on every screen of the app, in both themes and both languages.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { mend, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

async function check(page: Page, except: string[] = []) {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).disableRules(except).analyze();
  expect(found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => `${node.html} ${node.failureSummary}`) }))).toEqual([]);
}

for (const theme of ["light", "dark"]) {
  for (const lang of ["en", "ja"]) {
    test(`desktop, ${theme}, ${lang}`, async ({ page }) => {
      await openApp(page, `?theme=${theme}&lang=${lang}`);
      await expect(verdict(page)).toBeVisible();
      await check(page);
    });

    test(`phone, ${theme}, ${lang}`, async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 800 });
      for (const view of ["flow", "setup", "response", "table"]) {
        await openApp(page, `?theme=${theme}&lang=${lang}&view=${view}`);
        await check(page);
      }
    });

    test(`embed, ${theme}, ${lang}`, async ({ page }) => {
      await openApp(page, `?embed&theme=${theme}&lang=${lang}`);
      await check(page);
    });
  }

  test(`rule, errors and success, ${theme}`, async ({ page }) => {
    await openApp(page, `?theme=${theme}&step=3:cloudfront.origin_path`);
    await expect(page.getByRole("complementary")).toBeVisible();
    await check(page);
    await page.keyboard.press("Escape");
    await page.getByLabel("Path pattern").fill("/a b");
    await page.getByRole("textbox", { name: "Origin path" }).fill("x/");
    await check(page);
    await page.keyboard.press("Control+z");
    await mend(page);
    await check(page);
  });

  test(`menu, dialogs and JSON, ${theme}`, async ({ page }) => {
    await openApp(page, `?theme=${theme}`);
    await page.getByRole("button", { name: "Examples" }).click();
    await check(page);
    await page.keyboard.press("Escape");
    for (const name of ["Share", "Keyboard shortcuts"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await check(page);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "JSON" }).click();
    await check(page);
  });

  test(`functions, their change, store and snippets, ${theme}`, async ({ page }) => {
    await openApp(page, `?theme=${theme}`);
    await page.getByRole("button", { name: "Examples" }).click();
    await page.getByRole("button", { name: "Way out: a CloudFront Function" }).click();
    await expect(verdict(page)).toContainText("200");
    await page.getByRole("button", { name: /Function, strip-prefix/ }).first().click();
    await expect(page.getByRole("complementary")).toContainText("What AWS does");
    await page.getByText(/\d+ lines as they were/).click();
    await check(page);
    await page.keyboard.press("Escape");
    const functions = page.getByRole("region", { name: "Edge functions" });
    await functions.getByRole("button", { name: "Add: key" }).click();
    await functions.getByLabel(/^Code of/).fill("function handler(event) {\n  console.log(1);\n  return event.a.b;\n}");
    await expect(functions).toContainText("Line 3");
    await check(page);
    await functions.getByRole("button", { name: "Snippets" }).click();
    // What the open menu half covers counts as too small to be hit.
    await check(page, ["target-size"]);
  });
}
