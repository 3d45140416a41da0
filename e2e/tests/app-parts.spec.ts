// The parts of the program that follow the first view: what is read without them, and what happens when one is lost.
import { flow, requests, verdict } from "./app.ts";
import { APP, expect, openApp, ready, test } from "./fixtures.ts";

const lost = (url: string | RegExp, page: import("@playwright/test").Page) => page.route(url, (route) => route.abort());

/** The files of a part that no other part brings, but for the dialog of sharing: see `parts` in xtask/src/finish.rs. */
async function filesOf(part: string, page: import("@playwright/test").Page): Promise<RegExp> {
  const html = await (await page.request.get(APP)).text();
  const told = JSON.parse((/data-parts='([^']*)'/.exec(html) ?? [])[1] ?? "{}") as { files: (string | 0)[]; parts: Record<string, number[]> };
  const files = (name: string) => (told.parts[name] ?? []).map((at) => told.files[at] || "").filter((file) => file !== "");
  const others = Object.keys(told.parts).filter((name) => name !== part && name !== "sharing").flatMap(files);
  const own = files(part).filter((file) => !others.includes(file));
  expect(own.length, part).toBeGreaterThan(0);
  return new RegExp(own.map((file) => file.slice(2).replaceAll(".", "\\.")).join("|"));
}

for (const language of ["en", "ja"]) {
  test(`the first view needs no text that comes later (${language})`, async ({ page, watch }) => {
    watch.allow(/ERR_FAILED/);
    const later = await (await page.request.get(`${APP}locales/${language}.more.json`)).json();
    await lost(/\.more\.json/, page);
    for (const query of ["?lang=", "?embed&lang=", "?embed&view=response&lang=", "?embed&view=table&lang="]) {
      await page.goto(APP + query + language);
      await ready(page);
      const shown = await page.locator("#app").innerText();
      const missing = Object.keys(later).filter((key) => shown.split(/[\s"']/).includes(key));
      expect(missing, query).toEqual([]);
      expect(shown, query).toMatch(/403/);
    }
  });
}

test("a part that does not arrive is told, and what is read stays", async ({ page, watch }) => {
  watch.allow(/ERR_FAILED/);
  await lost(/split_bars-.*\.wasm/, page);
  await page.goto(APP);
  await ready(page);
  await expect(verdict(page)).toContainText("403");
  await expect(flow(page)).toBeVisible();
  await expect(page.getByText("A part of Hopscope did not arrive.")).toBeVisible();
  await page.unroute(/split_bars-.*\.wasm/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".bar button.primary")).toBeVisible();
  await expect(page.getByText("A part of Hopscope did not arrive.")).toHaveCount(0);
});

test("the small parts that come together are asked for again", async ({ page, watch }) => {
  watch.allow(/ERR_FAILED/);
  await lost(/small_parts-.*\.json/, page);
  await page.goto(APP);
  await ready(page);
  await expect(page.getByText("A part of Hopscope did not arrive.")).toBeVisible();
  await page.unroute(/small_parts-.*\.json/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".bar button.primary")).toBeVisible();
  await expect(page.getByText("A part of Hopscope did not arrive.")).toHaveCount(0);
});

test("a system that a change brings in is fetched, then traced", async ({ page, watch }) => {
  await openApp(page);
  const own = await filesOf("systems", page);
  const systems = () => watch.requests.filter((url) => own.test(url)).length;
  expect(systems()).toBe(0);
  await page.getByLabel("Origin domain").fill("amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com");
  await expect(verdict(page)).toContainText("S3");
  const fetched = systems();
  expect(fetched).toBeGreaterThan(0);
  await page.getByLabel("Origin domain").fill("other-bucket.s3.us-east-1.amazonaws.com");
  expect(systems(), "once").toBe(fetched);
});

test("what a trace shows without a system that it needs is shown nowhere", async ({ page, watch }) => {
  watch.allow(/ERR_FAILED/);
  await lost(await filesOf("systems", page), page);
  await openApp(page);
  await page.getByLabel("Origin domain").fill("amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com");
  await expect(page.getByText("A part of Hopscope did not arrive.")).toBeVisible();
  const row = requests(page).locator("tr.shown");
  await expect(row.getByRole("cell").nth(3)).toHaveText("…");
  await expect(row.getByRole("cell").nth(4)).toHaveText("");
  await expect(verdict(page)).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Fixes" })).toHaveCount(0);
});

test("a link with another system opens on its own answer at once", async ({ page }) => {
  await openApp(page);
  await page.getByLabel("Origin domain").fill("amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com");
  await expect(verdict(page)).toContainText("S3");
  await expect.poll(() => page.evaluate(() => location.hash.length)).toBeGreaterThan(10);
  const address = new URL(page.url());
  await page.goto("about:blank");
  await page.goto(`${APP}?embed${address.hash}`);
  await ready(page);
  // No answer of another system was there before.
  expect(await verdict(page).innerText()).toContain("S3");
});
