// What one reads stays in sight and large enough: wide drawings, long requests and answers.
import { flow, openScenario, requests } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

/** An API's refusal becomes a page from a bucket: five lanes. */
const FIVE_LANES = {
  hopscope: 1,
  requests: [{ name: "should work", url: "https://d9spa.cloudfront.net/api/ping" }],
  distributions: [
    {
      id: "E9SPA",
      domain_name: "d9spa.cloudfront.net",
      origin: [
        { origin_id: "s3", domain_name: "spa-front.s3.us-east-1.amazonaws.com", origin_access_control: {} },
        { origin_id: "api", domain_name: "p0o9i8.execute-api.us-east-1.amazonaws.com", custom_origin_config: {} },
      ],
      ordered_cache_behavior: [{ path_pattern: "/api/*", target_origin_id: "api", origin_request_policy: "AllViewerExceptHostHeader" }],
      default_cache_behavior: { target_origin_id: "s3" },
      custom_error_response: [{ error_code: 403, response_code: 200, response_page_path: "/index.html" }],
    },
  ],
  rest_apis: [
    {
      id: "p0o9i8",
      endpoint_type: "REGIONAL",
      resources: [
        { path: "/me", methods: { GET: { integration: { type: "MOCK" } } } },
        { path: "/ping", methods: { GET: { api_key_required: true, integration: { type: "MOCK" } } } },
      ],
      stages: [{ name: "api" }],
      api_keys: ["k-123"],
    },
  ],
  buckets: [{ name: "spa-front", region: "us-east-1", objects: ["index.html"], access: "oac" }],
};

test.describe("a drawing", () => {
  for (const lang of ["en", "ja"]) {
    test(`of five lanes is whole beside the forms, ${lang}`, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await openApp(page, `?lang=${lang}`);
      await openScenario(page, FIVE_LANES);
      const scroll = flow(page).locator(".scroll");
      await expect(flow(page).locator(".lane-head")).toHaveCount(5);
      await expect.poll(() => scroll.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
    });
  }

  test("that is too wide scrolls by the keyboard, and its heads go along", async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 900 });
    await openApp(page);
    await openScenario(page, FIVE_LANES);
    await page.setViewportSize({ width: 722, height: 900 });
    // By the element itself: the policy of the page takes no style from elsewhere.
    await flow(page).evaluate((element) => { (element as HTMLElement).style.maxWidth = "460px"; });
    const box = flow(page).getByRole("group", { name: "Request flow" });
    await box.focus();
    await expect(box).toBeFocused();
    const last = flow(page).locator(".lane-head").last();
    for (let press = 0; press < 12; press += 1) await page.keyboard.press("ArrowRight");
    await expect
      .poll(async () => {
        const [frame, lane] = [await box.boundingBox(), await last.boundingBox()];
        return lane!.x + lane!.width <= frame!.x + frame!.width + 8;
      })
      .toBe(true);
  });
});

/** A long URL, a long answer, and one that gets none. */
const LONG = {
  hopscope: 1,
  requests: [
    { name: "from Germany", url: `https://d12geo.cloudfront.net/${"a-long-segment/".repeat(12)}?q=${"x".repeat(80)}`, expect: { status: 200 } },
    { url: "https://p0o9i8.execute-api.us-east-1.amazonaws.com/api/nothing/here/at/all", expect: { reaches: "api GET /nothing/here/at/{all}" } },
    { url: "https://nowhere.example.com/" },
  ],
  distributions: [
    {
      id: "E12GEO",
      domain_name: "d12geo.cloudfront.net",
      web_acl: { default_action: "allow" },
      geo_restriction: { restriction_type: "whitelist", locations: ["JP", "US"] },
      origin: [
        { origin_id: "a", domain_name: "primary-a.s3.us-east-1.amazonaws.com" },
        { origin_id: "b", domain_name: "backup-b.s3.us-west-2.amazonaws.com" },
      ],
      origin_group: [{ origin_id: "g", failover_criteria: { status_codes: [500, 502] }, member: ["a", "b"] }],
      default_cache_behavior: { target_origin_id: "g" },
    },
  ],
  rest_apis: [{ id: "p0o9i8", endpoint_type: "REGIONAL", stages: [{ name: "api" }] }],
};

for (const width of [1480, 1280, 720, 360]) {
  for (const lang of ["en", "ja"]) {
    test(`the answer and who answered are in sight beside any URL at ${width} px, ${lang}`, async ({ page }) => {
      await openApp(page, `?lang=${lang}`);
      await openScenario(page, LONG);
      await page.setViewportSize({ width, height: 980 });
      if (width < 720) await page.getByRole("button", { name: /^(Tests|テスト)$/ }).click();
      await expect(requests(page).locator("tbody tr")).toHaveCount(3);
      const table = (await requests(page).boundingBox())!;
      for (const row of await requests(page).locator("tbody tr").all()) {
        for (const cell of await row.getByRole("cell").all()) {
          const box = (await cell.boundingBox())!;
          expect(box.x + box.width).toBeLessThanOrEqual(table.x + table.width + 0.5);
          expect(await cell.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBeLessThanOrEqual(0);
        }
      }
      await expect(requests(page)).toContainText("403");
    });
  }
}
