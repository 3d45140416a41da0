// The way of a first visitor: see why it is 403, change the set-up until it answers, send the link.
import { ARN, flow, mend, originPath, permission, requests, resourcePath, response, shareLink, story, verdict } from "./app.ts";
import { APP, EMBEDDER, expect, openApp, ready, test } from "./fixtures.ts";

test("opens on the 403 and says why", async ({ page }) => {
  await openApp(page);
  await expect(verdict(page)).toContainText("403");
  await expect(verdict(page)).toContainText("GET /api/hello");
  await expect(flow(page)).toBeVisible();
  await expect(response(page)).toContainText('{"message":"Missing Authentication Token"}');
  await expect(requests(page)).toContainText("2 of 3 as expected");
});

test("an answer that is not the expected one is told as such, here and in a frame", async ({ page, context }) => {
  await openApp(page);
  await requests(page).getByRole("button", { name: /GET \/prod\/hello/ }).click();
  await expect(verdict(page)).toHaveClass(/good/);
  await page.getByLabel("Ends", { exact: true }).selectOption("refused");
  await expect(verdict(page)).toContainText("Not as expected. Expected: refused.");
  await expect(verdict(page)).not.toHaveClass(/good/);
  const link = await shareLink(page);
  const other = await context.newPage();
  await other.goto(link.replace("#", "?embed&lang=ja&step=2#").replace("?embed", link.includes("?") ? "&embed" : "?embed"));
  await ready(other);
  await expect(verdict(other)).toContainText("期待と違います。期待: 拒否される");
  await expect(verdict(other)).not.toHaveClass(/good/);
});

test("every key press is traced", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("");
  await expect(response(page)).toContainText('{"message":"Forbidden"}');
  await originPath(page).pressSequentially("/de");
  await expect(response(page)).toContainText('{"message":"Forbidden"}');
  await originPath(page).pressSequentially("v");
  await expect(response(page)).toContainText("Missing Authentication Token");
});

test("from 403 to 200, to a link, to a fresh browser, to a frame of another site", async ({ page, browser }) => {
  await openApp(page);
  await resourcePath(page).fill("/api/hello");
  await expect(verdict(page)).toContainText("500");
  await permission(page).fill(`${ARN}/api/hello`);
  await expect(verdict(page)).toContainText("200");
  await expect(requests(page)).toContainText("as expected");
  const [link, told] = [await shareLink(page), await story(page)];

  const fresh = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const other = await fresh.newPage();
  await other.goto(link);
  await ready(other);
  await expect(verdict(other)).toContainText("200");
  expect(await story(other)).toBe(told);
  expect(await shareLink(other)).toBe(link);
  await fresh.close();

  const framed = new URL(EMBEDDER);
  framed.searchParams.set("src", link.replace(APP, `${APP}?embed`).replace("?embed?", "?embed&"));
  await page.goto(framed.href);
  const frame = page.frameLocator("iframe");
  await expect(verdict(frame)).toContainText("200");
  expect(await story(frame)).toBe(told);
});

test("undo and redo, by key and by button", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("/dev");
  await originPath(page).press("Control+z");
  await expect(originPath(page)).toHaveValue("/prod");
  await originPath(page).press("Control+Shift+z");
  await expect(originPath(page)).toHaveValue("/dev");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(originPath(page)).toHaveValue("/prod");
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(originPath(page)).toHaveValue("/dev");
});

test("what is deleted comes back", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Delete this distribution" }).click();
  await expect(page.getByText("No CloudFront in this scenario")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(originPath(page)).toHaveValue("/prod");
});

test("behaviours are added, moved by keyboard, and take the request", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Add: Behaviour" }).click();
  const pattern = page.getByLabel("Path pattern");
  await pattern.fill("/api/h*");
  const rows = page.getByRole("region", { name: "CloudFront" }).locator("tbody tr");
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText("/api/h*");
  await expect(rows.first()).toContainText("chosen for this request");
  await rows.first().getByRole("button").press("Alt+ArrowDown");
  await expect(rows.nth(1)).toContainText("/api/h*");
  await expect(rows.nth(1).getByRole("button"), "the focus goes along").toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(rows.first().getByRole("button")).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(rows.first()).toContainText("chosen for this request");
});

test("a text that cannot be read stays in its field, with the reason", async ({ page }) => {
  await openApp(page);
  const pattern = page.getByLabel("Path pattern");
  await pattern.fill("/api /*");
  await expect(pattern).toHaveValue("/api /*");
  await expect(pattern).toHaveAttribute("aria-invalid", "true");
  await expect(pattern).toHaveAccessibleDescription(/Allowed: 1 to 255 of the characters/);
  await expect(verdict(page)).toContainText("403");
  await pattern.fill("/api/*");
  await expect(pattern).not.toHaveAttribute("aria-invalid");
});

test("what AWS would refuse is said at the field", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("/prod/");
  await expect(originPath(page)).toHaveAccessibleDescription(/does not end with one/);
});

test("stages, resources, methods and headers are added and removed", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Add a stage" }).click();
  await page.getByLabel("Name of stage 3").fill("api");
  await page.getByRole("button", { name: "Delete the stage dev" }).click();
  await expect(page.getByLabel("Name of stage 2")).toHaveValue("api");
  await page.getByRole("button", { name: "Add: Resource" }).click();
  await resourcePath(page).fill("/new/{id}");
  await page.getByRole("button", { name: "Add: Method" }).click();
  await page.getByRole("button", { name: "Delete the method GET" }).click();
  await expect(page.getByRole("region", { name: "API Gateway" })).toContainText("/new/{id} POST");
  await page.getByRole("button", { name: "Add: header" }).click();
  await page.getByLabel("Header name").fill("X-Api-Key");
  await page.getByLabel("Header name").press("Enter");
  await page.getByLabel("Value of x-api-key").fill("k");
  await page.getByRole("button", { name: "Delete the header x-api-key" }).click();
  await expect(page.getByLabel("Header name")).toHaveCount(0);
});

test("requests are added, duplicated, named and deleted", async ({ page }) => {
  await openApp(page);
  const rows = requests(page).locator("tbody tr");
  await page.getByRole("button", { name: "Duplicate" }).click();
  await expect(rows).toHaveCount(4);
  await page.getByLabel("Name", { exact: true }).last().fill("the copy");
  await expect(rows.nth(3)).toContainText("the copy");
  await page.getByLabel("Status", { exact: true }).last().fill("403");
  await page.getByLabel("Ends", { exact: true }).selectOption("refused");
  await expect(requests(page)).toContainText("3 of 4 as expected");
  await page.getByRole("button", { name: "Delete this request" }).click();
  await expect(rows).toHaveCount(3);
  await rows.first().click();
  await expect(page.getByLabel("URL")).toHaveValue(/\/dev\/hello$/);
});

test("the JSON panel: applied when it can be read, else an error with its place", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "JSON" }).click();
  const area = page.getByLabel("The scenario as JSON");
  const text = await area.inputValue();
  await area.fill(text.replace('"/prod"', '"/dev"'));
  await expect(page.getByText("Applied")).toBeVisible();
  await area.fill(text.replace('"/prod"', "7"));
  await expect(area).toHaveAccessibleDescription(/distributions\[0\]\.origin\[0\]\.origin_path.*7.*a text/);
  await area.fill(text.replace('"hopscope": 1,', '"hopscope": 1'));
  await expect(area).toHaveAccessibleDescription(/line 3, column \d+/);
  await area.fill(text.replace('"hopscope": 1,', '"hopscope": 1, "colour": "red",'));
  await expect(area).toHaveAccessibleDescription(/colour/);
  await page.getByRole("button", { name: "Forms" }).click();
  await expect(originPath(page)).toHaveValue("/prod");
});

test("a file is opened, dropped and saved", async ({ page }) => {
  await openApp(page);
  const file = (text: string) => ({ name: "s.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByLabel("Open…").setInputFiles(file('{"hopscope": 1, "title": "from a file", "requests": [{"url": "https://example.com/"}]}'));
  await expect(page.getByLabel("Title of the scenario")).toHaveValue("from a file");
  await page.getByLabel("Open…").setInputFiles(file('{"hopscope": 1, "requests": [{"url": 1}]}'));
  await expect(page.getByText("s.json could not be opened.")).toBeVisible();
  await page.getByLabel("Open…").setInputFiles({ ...file("nothing"), name: "other.txt" });
  await expect(page.locator(".banner")).toHaveText(/other\.txt could not be opened/);
  await page.getByLabel("Open…").setInputFiles({ ...file("HTTP/2 403\nserver: CloudFront\n"), name: "curl.txt", mimeType: "text/plain" });
  await expect(page.getByRole("dialog").getByLabel("Output")).toHaveValue(/^HTTP\/2 403/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "File" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /Download/ }).click();
  expect((await download).suggestedFilename()).toBe("from-a-file.json");
});

test("a new scenario is empty, and the one before it comes back", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("/dev");
  await page.getByRole("button", { name: "File" }).click();
  await page.getByRole("button", { name: /^New/ }).click();
  await expect(requests(page).locator("tbody tr")).toHaveCount(0);
  await expect(page.getByText("No CloudFront in this scenario")).toBeVisible();
  await expect(page.getByLabel("Title of the scenario")).toHaveValue("");
  await expect(page.getByText("Your own draft is kept.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(originPath(page)).toHaveValue("/dev");
});

test("examples", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /no origin path/ }).click();
  await expect(response(page)).toContainText("ForbiddenException");
  await page.getByRole("button", { name: "Examples" }).press("Enter");
  const found = page.getByRole("searchbox", { name: "What do you see?" });
  await found.focus();
  await page.keyboard.type("signaturedoesnotmatch xml");
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("1 example");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(response(page)).toContainText("SignatureDoesNotMatch");
  await expect(page.getByRole("region", { name: "About this scenario" })).toContainText("CloudFront signs each request");
});

test("an exercise says what is met, and what was changed that was to stay", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: /^Exercise: get rid of/ }).click();
  const card = page.getByRole("region", { name: "Exercise" });
  await expect(card.getByRole("listitem")).toHaveText([/^✕ not met: .*0 of 1/, /^✓ met: The requests/, /^✓ met: The API/, /^✓ met: The function/]);
  await resourcePath(page).fill("/api/hello");
  await expect(card.getByRole("listitem").nth(2)).toHaveText(/^✕ not met: The API/);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Find what would have to change" }).click();
  await page.getByRole("button", { name: "Try" }).first().click();
  await expect(card).toContainText("Solved.");
});

test("the rule behind a step, by keyboard", async ({ page }) => {
  await openApp(page);
  const step = flow(page).getByRole("button").filter({ hasText: /Origin path/ }).first();
  await step.focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary");
  await expect(panel.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(panel).toContainText("cloudfront.origin_path");
  await expect(panel.getByRole("link").first()).toHaveAttribute("rel", "noopener noreferrer");
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(step).toBeFocused();
});

test("shortcuts are listed", async ({ page }) => {
  await openApp(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Undo");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("textbox", { name: "Origin path" }).press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the language is switched, and remembered", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "日本語" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expect(page.getByRole("textbox", { name: "オリジンパス" })).toHaveValue("/prod");
  await page.reload();
  await ready(page);
  await expect(page.getByRole("textbox", { name: "オリジンパス" })).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(originPath(page)).toBeVisible();
});

test("the theme goes round, and is remembered", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Theme: the system’s" }).click();
  await page.getByRole("button", { name: "Theme: light" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await ready(page);
  await page.getByRole("button", { name: "Theme: dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("no clipboard: the link is selected for the user", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await openApp(page);
  await mend(page);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(page.getByText("Selected: press Ctrl+C")).toBeVisible();
  const link = page.getByLabel("Link", { exact: true });
  const selected = await link.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(selected).toMatch(/#2[\w-]{20,}$/);
  expect(selected).toBe(await link.inputValue());
});
