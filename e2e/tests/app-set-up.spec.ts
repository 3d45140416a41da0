// What the forms show of a scenario that the page opened on: what the request met.
import { openScenario, requests, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

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
