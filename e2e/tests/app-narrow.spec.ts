// A phone: the flow as a ladder, the rest behind tabs.
import { flow, requests, response, verdict } from "./app.ts";
import { APP, EMBEDDER, expect, openApp, test } from "./fixtures.ts";

test.use({ viewport: { width: 360, height: 800 } });

const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

test("ladder and tabs", async ({ page }) => {
  await openApp(page);
  await expect(verdict(page)).toContainText("403");
  await expect(flow(page).locator("svg")).toHaveCount(0);
  await expect(flow(page).locator(".ladder")).toBeVisible();
  const tabs = page.getByRole("navigation", { name: "Views" });
  await tabs.getByRole("button", { name: "Set-up" }).click();
  await page.getByRole("textbox", { name: "Origin path" }).fill("");
  await tabs.getByRole("button", { name: "Response" }).click();
  await expect(response(page)).toContainText("Forbidden");
  await tabs.getByRole("button", { name: "Tests" }).click();
  await requests(page).locator("tbody tr").first().click();
  await tabs.getByRole("button", { name: "Flow" }).click();
  await expect(verdict(page)).toContainText("200");
});

for (const width of [320, 360, 600]) {
  test(`nothing is wider than ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const view of ["flow", "setup", "response", "table"]) {
      for (const lang of ["en", "ja"]) {
        await openApp(page, `?view=${view}&lang=${lang}`);
        expect(await page.evaluate(overflow), `${view} ${lang}`).toBeLessThanOrEqual(0);
      }
    }
  });
}

test("a step of the ladder opens its rule", async ({ page }) => {
  await openApp(page);
  await flow(page).getByRole("button").filter({ hasText: /Origin path/ }).first().click();
  await expect(page.getByRole("complementary")).toContainText("cloudfront.origin_path");
});

test("the tab of the address", async ({ page }) => {
  await openApp(page, "?view=table");
  await expect(requests(page)).toBeVisible();
});

test("a narrow frame is a ladder too", async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(`${EMBEDDER}?src=${encodeURIComponent(`${APP}?embed`)}`);
  const frame = page.frameLocator("iframe");
  await expect(flow(frame).locator("svg").first()).toBeVisible();
  await page.locator("iframe").evaluate((element) => element.setAttribute("width", "340"));
  await expect(flow(frame).locator(".ladder")).toBeVisible();
});
