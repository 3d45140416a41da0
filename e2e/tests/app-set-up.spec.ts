// What the forms show of a scenario that the page opened on: what has no form, and what the request met.
import { openScenario, requests, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

const EDGE = {
  hopscope: 1,
  requests: [{ url: "https://d12geo.cloudfront.net/", viewer: { country: "DE" } }],
  distributions: [
    {
      id: "E12GEO",
      domain_name: "d12geo.cloudfront.net",
      web_acl: { default_action: "allow" },
      geo_restriction: { restriction_type: "whitelist", locations: ["JP", "US"] },
      origin: [{ origin_id: "a", domain_name: "a.example.com" }],
      origin_group: [{ origin_id: "g", failover_criteria: { status_codes: [500] }, member: ["a", "a"] }],
      default_cache_behavior: { target_origin_id: "a" },
    },
  ],
};

for (const [lang, words, edit] of [
  ["en", /requests from a country.* \(1\), geo restrictions \(1\), web ACLs \(1\), origin groups \(1\)/, "Edit as JSON"],
  ["ja", /リクエスト\(1\), 地理的制限\(1\), ウェブ ACL\(1\), オリジングループ\(1\)/, "JSON で編集"],
] as const) {
  test(`what decides and has no form is named, with the way to the JSON, ${lang}`, async ({ page }) => {
    await openApp(page, `?lang=${lang}`);
    await openScenario(page, EDGE);
    await expect(page.locator(".others")).toContainText(words);
    await page.getByRole("button", { name: edit }).click();
    await expect(page.locator("textarea.document")).toHaveValue(/geo_restriction/);
  });
}

const resource = (number: number) => `/things${String(number).padStart(2, "0")}`;
const url = (number: number) => `https://a.execute-api.us-east-1.amazonaws.com/v1${resource(number)}`;
const LARGE = {
  hopscope: 1,
  requests: [{ url: url(2) }, { url: url(70) }],
  rest_apis: [
    {
      id: "a",
      endpoint_type: "REGIONAL",
      stages: [{ name: "v1" }],
      resources: Array.from({ length: 80 }, (_, number) => ({
        path: resource(number),
        methods: { GET: { api_key_required: number === 70, integration: { type: "MOCK" } } },
      })),
    },
  ],
};

test("the tree shows the resource that the request found, and takes neither the page nor the focus along", async ({ page }) => {
  await openApp(page);
  await openScenario(page, LARGE);
  const shown = page.locator(".tree li.shown");
  await requests(page).locator("tbody tr").first().click();
  await expect(shown).toContainText(resource(2));
  const top = await page.evaluate(() => scrollY);
  const row = requests(page).getByRole("button", { name: /things70/ });
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toContainText("403");
  await expect(shown).toContainText(resource(70));
  const isInTree = () =>
    page.locator(".tree").evaluate((tree) => {
      const [frame, row] = [tree.getBoundingClientRect(), tree.querySelector(".shown")!.getBoundingClientRect()];
      return row.top >= frame.top && row.bottom <= frame.bottom;
    });
  await expect.poll(isInTree).toBe(true);
  await expect(row).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(top);
  await page.getByLabel("URL").fill(url(5));
  await expect(shown).toContainText(resource(5));
  await expect.poll(isInTree).toBe(true);
  await expect(page.getByLabel("URL")).toBeFocused();
});
