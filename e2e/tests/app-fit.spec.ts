// What one reads stays in sight and large enough: wide drawings, long requests and answers.
import { flow, openScenario } from "./app.ts";
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
  test.use({ viewport: { width: 1480, height: 980 } });

  /** The height of a label's letters on the screen, in px. */
  const letters = (svg: SVGSVGElement) => 12 * (svg.getScreenCTM()?.a ?? 0);

  test("of four lanes fits its card, with letters of eleven pixels", async ({ page }) => {
    await openApp(page);
    const drawing = flow(page).locator("svg.lanes-4");
    expect(await drawing.evaluate(letters)).toBeGreaterThan(10.9);
    expect(await flow(page).locator(".scroll").evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
  });

  for (const lang of ["en", "ja"]) {
    test(`of five lanes scrolls by the keyboard, ${lang}`, async ({ page }) => {
      await openApp(page, `?lang=${lang}`);
      await openScenario(page, FIVE_LANES);
      const drawing = flow(page).locator("svg.lanes-5");
      expect(await drawing.evaluate(letters)).toBeGreaterThan(10.9);
      const box = flow(page).getByRole("group", { name: /^(Request flow|リクエストの流れ)$/ });
      await box.focus();
      await expect(box).toBeFocused();
      const last = drawing.locator(".lane-head").last();
      for (let press = 0; press < 12; press += 1) await page.keyboard.press("ArrowRight");
      await expect
        .poll(async () => {
          const [frame, lane] = [await box.boundingBox(), await last.boundingBox()];
          return lane!.x + lane!.width <= frame!.x + frame!.width;
        })
        .toBe(true);
    });
  }
});
