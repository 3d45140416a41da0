// The share dialog: the text for each place as it lands on the clipboard, options of a frame, secrets.
import { openScenario } from "./app.ts";
import { APP, expect, test } from "./fixtures.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Each place, with what its text begins with and what it holds. */
const PLACES: [string, RegExp, string?][] = [
  ["GitHub", /^`GET https:\/\/.*`: \*\*403, .*\*\*\n\n```mermaid\nsequenceDiagram\n/, "[Open in Hopscope](http"],
  ["GitLab", /^`GET https:\/\/.*\n\n```mermaid\n/, "◆ API Gateway"],
  ["Zenn", /```\n\nhttp:\/\/127\.0\.0\.1:\d+\/some\/sub\/path\/#2\S+\n$/],
  ["Qiita", /```\n\nhttp:\/\/127\.0\.0\.1:\d+\/some\/sub\/path\/#2\S+\n$/],
  ["Notion", /^`GET https/, "rect rgba("],
  ["Docusaurus (MDX)", /^<iframe\n  src=\{"http/, "style={{border: 0}}"],
  ["HTML page", /^<iframe src="http\S+\?embed#2\S+" title=/, 'loading="lazy"'],
  ["HTML page, with embed.js", /^<a data-hopscope href="http/, "/some/sub/path/embed.js"],
  ["Slack", /^GET https:\/\/\S+: 403, .* http:\/\/127/],
  ["Discord", /^GET https:\/\/\S+: 403, .* http:\/\/127/],
  ["X", /^GET https:\/\/\S+: 403, .* http:\/\/127/],
  ["AWS re:Post", /^Request:\nGET https/, "Missing Authentication Token"],
  ["Link alone", /^http:\/\/127\.0\.0\.1:\d+\/some\/sub\/path\/#2\S+$/],
];

test("each place gets its own text; a frame its options; what should not travel is told and masked", async ({ page }) => {
  await page.goto(APP);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect(dialog.locator("#share-secrets")).toHaveCount(0);
  for (const [name, begins, holds] of PLACES) {
    await dialog.getByLabel("Paste into").selectOption(name);
    const text = dialog.locator("#share-text");
    await expect(text).toHaveValue(begins);
    await dialog.getByRole("button", { name: `Copy: ${name}`, exact: true }).click();
    await expect.poll(clipboard).toMatch(begins);
    if (holds) expect(await clipboard()).toContain(holds);
    expect(await clipboard()).toBe(await text.inputValue());
  }
  await expect(dialog.locator(".qr")).toHaveCount(1);

  // A frame with options, and as others will see it.
  await dialog.getByLabel("Paste into").selectOption("HTML page");
  await dialog.getByLabel("Theme").selectOption("dark");
  await dialog.getByLabel("Height").selectOption("480");
  await expect(dialog.locator("#share-text")).toHaveValue(/\?embed&amp;theme=dark#2.*height="480"/);
  await dialog.getByRole("button", { name: "Show it here" }).click();
  const frame = page.frameLocator("iframe.preview");
  await expect(frame.locator("html")).toHaveAttribute("data-state", "ready");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Escape");

  const key = "b7Hq2LxW9dRt4KzPm1Vs";
  await openScenario(page, {
    hopscope: 1,
    requests: [{ url: "https://abc123.execute-api.us-east-1.amazonaws.com/prod/x", headers: { "x-api-key": key } }],
    rest_apis: [{
      id: "abc123", endpoint_type: "REGIONAL", api_keys: [key], stages: [{ name: "prod" }],
      resources: [{ path: "/x", methods: { GET: { api_key_required: true, integration: { lambda: "f" } } } }],
    }],
    lambdas: [{ name: "f" }],
  });
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(dialog.locator("#share-secrets")).toContainText("b7Hq…Vs");
  const open = await dialog.getByLabel("Link", { exact: true }).inputValue();
  await dialog.getByLabel("Put made-up values in their place").check();
  await expect(dialog.getByLabel("Link", { exact: true })).not.toHaveValue(open);
  await dialog.getByLabel("Paste into").selectOption("Slack");
  await expect(dialog.locator("#share-text")).toHaveValue(/200/);
  const masked = await dialog.getByLabel("Link", { exact: true }).inputValue();
  await page.goto("about:blank");
  await page.goto(masked);
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(page.getByText("prod GET /x").first()).toBeVisible();
});
