// The answer first, at every width: nothing is cut off, columns scroll by themselves, forms are a drawer in between.
import type { Page } from "@playwright/test";
import { flow, openScenario, originPath, requests, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
const isInside = async (page: Page, selector: string) => {
  const [box, size] = [(await page.locator(selector).boundingBox())!, page.viewportSize()!];
  return box.x >= 0 && box.x + box.width <= size.width + 0.5 && box.y >= 0 && box.y + box.height <= size.height + 0.5;
};

for (const width of [320, 360, 640, 720, 768, 800, 860, 1024, 1280, 1366, 1440, 1600, 1920]) {
  for (const lang of ["en", "ja"]) {
    test(`at ${width} px nothing is wider than the page, and the flow is whole, ${lang}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await openApp(page, `?lang=${lang}`);
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      for (const button of await page.locator(".bar button:visible").all()) {
        const box = (await button.boundingBox())!;
        expect(box.x >= 0 && box.x + box.width <= width, await button.innerText()).toBe(true);
      }
      if (width < 720) return;
      const scroll = flow(page).locator(".scroll");
      await expect.poll(() => scroll.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
      const scale = await scroll.locator("svg").evaluate((svg: SVGSVGElement) => svg.getScreenCTM()?.a);
      expect(scale, "letters have one size").toBeCloseTo(1, 2);
    });
  }
}

for (const tab of ["Flow", "Set-up", "Response", "Tests"]) {
  test(`on a phone the menus open on the screen, and the verdict is in sight, on the tab ${tab}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await openApp(page);
    await page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: tab }).click();
    for (const name of ["File", "Analyse"]) {
      await page.getByRole("button", { name }).click();
      expect(await isInside(page, ".menu-list"), name).toBe(true);
      await page.keyboard.press("Escape");
    }
    if (tab === "Flow") await expect(verdict(page)).toContainText("403");
    else {
      await expect(page.locator(".pinned")).toContainText("403");
      // What scrolls leaves it in sight, and so does the bar.
      const isOnTop = await page.locator(".pinned").evaluate((pinned) => {
        scrollTo(0, 900);
        const { x, y, width, height } = pinned.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2)?.closest(".pinned") === pinned;
      });
      expect(isOnTop).toBe(true);
    }
  });
}

test("the verdict and the flow stay in sight while a form far below is edited", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openApp(page);
  await page.getByLabel("Status", { exact: true }).last().scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(await isInside(page, ".verdict .big")).toBe(true);
  await expect(flow(page)).toBeInViewport();
  await expect(page.getByLabel("Status", { exact: true }).last()).toBeInViewport();
});

test("the heads of the lanes stay while the flow scrolls", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await openApp(page);
  await page.locator(".work").evaluate((work) => work.scrollTo(0, 700));
  const [heads, work] = [(await page.locator(".heads").boundingBox())!, (await page.locator(".work").boundingBox())!];
  expect(Math.abs(heads.y - work.y)).toBeLessThan(16);
  await expect(page.locator(".heads")).toContainText("API Gateway");
});

test("verdict, flow, fixes and response have their places", async ({ page }) => {
  const box = async (selector: string) => (await page.locator(selector).boundingBox())!;
  await page.setViewportSize({ width: 1440, height: 1000 });
  await openApp(page);
  const [verdictBox, flowBox, fixes, response] = [await box(".verdict"), await box(".flow"), await box(".advice-card"), await box(".response")];
  expect(Math.abs(verdictBox.width - flowBox.width)).toBeLessThan(1);
  expect(fixes.y).toBeGreaterThan(flowBox.y + flowBox.height - 1);
  expect(Math.abs(fixes.y - response.y)).toBeLessThan(1);
  expect(response.x).toBeGreaterThan(fixes.x + fixes.width - 1);
  await page.setViewportSize({ width: 1920, height: 1000 });
  await expect.poll(async () => (await box(".advice-card")).x).toBeGreaterThan((await box(".flow")).x + 500);
  expect((await box(".response")).x).toBe((await box(".advice-card")).x);
  expect((await box(".requests")).x).toBe((await box(".flow")).x);
});

test("in between, the forms are a drawer, by mouse and by keyboard", async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  await openApp(page);
  const toggle = page.getByRole("button", { name: "Set-up" });
  await expect(originPath(page)).toBeHidden();
  await toggle.press("Enter");
  await expect(originPath(page)).toBeVisible();
  await expect(page.locator("#set-up :focus")).toHaveCount(1);
  await originPath(page).fill("/dev");
  await page.keyboard.press("Escape");
  await expect(originPath(page)).toBeHidden();
  await expect(toggle).toBeFocused();
  await toggle.click();
  await page.mouse.click(760, 500);
  await expect(originPath(page)).toBeHidden();
});

test("hops lead to their steps, arrow keys go from step to step and hop to hop", async ({ page }) => {
  await openApp(page);
  await verdict(page).getByRole("list", { name: "Hops of the request" }).getByRole("button", { name: /API Gateway/ }).click();
  const focused = () => page.evaluate(() => document.activeElement?.id);
  const hop = async () => (await focused())?.split("-")[1];
  const first = await focused();
  expect(first).toMatch(/^step-/);
  await page.keyboard.press("ArrowDown");
  expect(await focused()).not.toBe(first);
  const gateway = await hop();
  await page.keyboard.press("ArrowLeft");
  expect(await hop()).not.toBe(gateway);
  await page.keyboard.press("Alt+Shift+D");
  expect(await page.evaluate(() => document.activeElement?.classList.contains("matters"))).toBe(true);
});

test("the deciding path folds what changed nothing, and a fold opens", async ({ page }) => {
  await openApp(page);
  const steps = flow(page).locator(".step");
  const all = await steps.count();
  await flow(page).getByRole("button", { name: "Deciding path" }).click();
  await expect.poll(() => steps.count()).toBeLessThan(all);
  const folds = flow(page).getByRole("button", { name: /steps, nothing changed/ });
  const folded = await folds.count();
  await folds.first().focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => folds.count()).toBeLessThan(folded);
  expect(await page.evaluate(() => document.activeElement !== document.body), "the focus stays near").toBe(true);
  await flow(page).getByRole("button", { name: "Deciding path" }).click();
  await expect(steps).toHaveCount(all);
});

test("a page in the place of an error is no plain success", async ({ page }) => {
  await openApp(page);
  await openScenario(page, {
    hopscope: 1,
    requests: [{ url: "https://d9spa.cloudfront.net/none" }],
    distributions: [
      {
        id: "E9SPA",
        domain_name: "d9spa.cloudfront.net",
        origin: [{ origin_id: "s3", domain_name: "spa-front.s3.us-east-1.amazonaws.com", origin_access_control: {} }],
        default_cache_behavior: { target_origin_id: "s3", cache_policy: "CachingDisabled" },
        custom_error_response: [{ error_code: 403, response_code: 200, response_page_path: "/index.html" }],
      },
    ],
    buckets: [{ name: "spa-front", region: "us-east-1", objects: ["index.html"], access: "oac" }],
  });
  await expect(verdict(page)).toContainText("200");
  await expect(verdict(page)).toHaveClass(/masked/);
});

test("an empty page offers beginnings; each is answered", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("button", { name: /^New/ }).click();
  await expect(requests(page).locator("tbody tr")).toHaveCount(0);
  const starts = page.getByRole("region", { name: "Begin with" });
  await expect(starts.getByRole("button")).toHaveCount(7);
  await starts.getByRole("button", { name: /Static site/ }).click();
  await expect(verdict(page)).toContainText("200");
  await expect(starts).toHaveCount(0);
});
