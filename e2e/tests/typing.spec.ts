// What is typed stays: every field of every form, key by key, whatever else happens on the page meanwhile.
import type { Page } from "@playwright/test";
import { openScenario, originPath, requests, resourcePath, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

/** A scenario in which every form has something to show. */
const EVERYTHING = {
  hopscope: 1,
  title: "everything",
  requests: [
    {
      name: "first",
      url: "https://d1.cloudfront.net/api/hello",
      headers: { "x-one": "1", "x-two": "2" },
      expect: { status: 200, reaches: "prod GET /hello" },
    },
  ],
  distributions: [
    {
      id: "E1",
      domain_name: "d1.cloudfront.net",
      origin: [{ origin_id: "api", domain_name: "abc123.execute-api.us-east-1.amazonaws.com", origin_path: "/prod" }],
      ordered_cache_behavior: [
        {
          path_pattern: "/api/*",
          target_origin_id: "api",
          cache_policy: "CachingDisabled",
          function_association: [{ event_type: "viewer-request", function: "rewrite" }],
        },
      ],
      default_cache_behavior: { target_origin_id: "api", cache_policy: "CachingDisabled" },
    },
  ],
  edge_functions: [
    { name: "rewrite", runtime: "cloudfront-js-2.0", code: "function handler(event) {\n  return event.request;\n}\n", key_value_store: { one: "1" } },
  ],
  rest_apis: [
    {
      id: "abc123",
      region: "us-east-1",
      stages: [{ name: "prod" }, { name: "dev" }],
      resources: [{ path: "/hello", methods: { GET: { integration: { type: "HTTP_PROXY", uri: "https://a.example.com/" } } } }],
    },
  ],
  http_apis: [
    { id: "def456", region: "us-east-1", routes: [{ route_key: "GET /hello", integration: { lambda: "hello" } }], stages: [{ name: "$default" }] },
  ],
  lambdas: [{ name: "hello", permissions: [{ principal: "111122223333", source_arn: "arn:aws:execute-api:us-east-1:1:a/*" }] }],
};

/** What is typed into a field, by its id: some on their way to a value that is none before, some that is none at all. */
function typed(id: string): string {
  if (/status$/.test(id)) return "404";
  if (/path_pattern$/.test(id)) return "/v2 /*";
  if (/headers\..*-name$/.test(id)) return "x-new";
  if (/key_value_store\..*-name$/.test(id)) return "two words";
  if (/aliases$/.test(id)) return "a.example.com, b.example.com";
  if (/url$/.test(id)) return "https://d1.cloudfront.net/other";
  return "/z 9";
}

const FIELDS = "input:is([type=text],[type=url]):not([readonly]), textarea";
const ids = (page: Page) =>
  page.locator(`.set-up :is(${FIELDS}), .request :is(${FIELDS}), .bar input[type=text]`).evaluateAll((all) => all.map((each) => each.id));
const byId = (page: Page, id: string) => page.locator(`[id="${id}"]`);

/** The fields are typed into in several tests, for each takes a while; field 0, 4, 8 … in the first. */
const SHARES = 4;

for (const share of Array.from({ length: SHARES }).keys()) {
  test(`every field of every form keeps what is typed, key by key, and after it is left: share ${share + 1} of ${SHARES}`, async ({ page }) => {
    test.setTimeout(240_000);
    await openApp(page);
    const open = async () => {
      await openScenario(page, EVERYTHING);
      // What the table of fields draws has a test of its own: set-up.spec.ts.
      await page.locator(".set-up details:not(.folded)").evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
    };
    await open();
    const all = await ids(page);
    expect(all.length).toBeGreaterThan(25);
    expect(new Set(all).size, "each field has an id of its own").toBe(all.length);
    expect(all).not.toContain("");
    for (const id of all.filter((_, at) => at % SHARES === share)) {
      await open();
      await typeInto(page, id);
    }
  });
}

async function typeInto(page: Page, id: string) {
  const field = byId(page, id);
  const text = typed(id);
  await field.focus();
  await page.keyboard.press("Control+a");
  for (const [at, key] of [...text].entries()) {
    await page.keyboard.press(key === " " ? "Space" : key);
    // Text fields complete nothing by themselves.
    expect(await field.inputValue(), `${id} after "${key}"`).toBe(text.slice(0, at + 1));
    await expect(field, id).toBeFocused();
  }
  await page.keyboard.press("Escape");
  const isCode = /\.code$/.test(id);
  if (!isCode && (await field.inputValue()) !== text) await expect(field, `${id}: Escape gave up what could not be read`).not.toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  // In the editor Tab indents, unless Escape comes before it.
  if (isCode) await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement !== document.body), `${id}: the focus goes on`).toBe(true);
  if (!/-name$/.test(id)) await expect(field, `${id} after it is left`).toHaveValue(text);
}

test("after an entry got another name, the next click is not lost", async ({ page }) => {
  await openApp(page);
  await openScenario(page, EVERYTHING);
  const name = byId(page, "edge_functions[0].key_value_store.one-name");
  await name.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("other");
  await page.keyboard.press("Tab");
  await expect(byId(page, "edge_functions[0].key_value_store.other-name")).toBeVisible();
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  await expect(page.locator("textarea.document")).toBeVisible();
});

test("a status goes from 200 to 404, and is marked on the way", async ({ page }) => {
  await openApp(page);
  const status = page.getByLabel("Status", { exact: true }).last();
  await status.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("4");
  await expect(status).toHaveValue("4");
  await expect(status).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.type("04");
  await expect(status).not.toHaveAttribute("aria-invalid");
  await expect(verdict(page)).toContainText("Expected: 404");
});

test("what is typed outlives an undo elsewhere, another tab of the forms, another language", async ({ page }) => {
  await openApp(page);
  await originPath(page).fill("/dev");
  const status = () => page.getByLabel(/^(Status|ステータス)$/).last();
  await status().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("4");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(originPath(page)).toHaveValue("/prod");
  await expect(status()).toHaveValue("4");
  await requests(page).locator("tbody tr").first().click();
  await expect(status()).toHaveValue("200");
  await requests(page).locator("tbody tr").last().click();
  await expect(status()).toHaveValue("4");
  await page.getByRole("button", { name: "日本語" }).click();
  await expect(status()).toHaveValue("4");
  await expect(status()).toHaveAttribute("aria-invalid", "true");
});

test("undo gives up what is being typed before it goes back", async ({ page }) => {
  await openApp(page);
  await resourcePath(page).fill("/other");
  const status = page.getByLabel("Status", { exact: true }).last();
  await status.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("4");
  await page.keyboard.press("Control+z");
  await expect(status).toHaveValue("200");
  await expect(resourcePath(page)).toHaveValue("/other");
  await page.keyboard.press("Control+z");
  await expect(resourcePath(page)).toHaveValue("/hello");
});

test("a name stays while the worker’s answer arrives", async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(/\/worker-.*\.wasm/, async (route) => {
    await released;
    await route.continue();
  });
  await openApp(page);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: "Way out: a CloudFront Function" }).click();
  const card = page.getByRole("region", { name: "Edge functions" });
  const name = card.getByLabel("Name");
  await name.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("take-");
  await expect(verdict(page)).not.toContainText("200");
  release();
  await expect(verdict(page)).toContainText("200");
  await expect(name).toHaveValue("take-");
  await expect(name).toBeFocused();
  await page.keyboard.type("off");
  await expect(name).toHaveValue("take-off");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("region", { name: "CloudFront" }).getByLabel("Viewer request")).toHaveValue("take-off");
  await expect(verdict(page)).toContainText("200");
});

test("a header’s name that is another’s stays, with the reason", async ({ page }) => {
  await openApp(page);
  await openScenario(page, EVERYTHING);
  const name = page.getByLabel("Header name").first();
  await name.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("x-two");
  await page.keyboard.press("Enter");
  await expect(name).toHaveValue("x-two");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Escape");
  await expect(name).toHaveValue("x-one");
});

test("what is typed before a dialog is there goes into it, and nowhere else", async ({ page }) => {
  let release = () => {};
  const hold = async () => {
    const released = new Promise<void>((done) => (release = done));
    await page.unroute(/split_panels-.*\.wasm/);
    await page.route(/split_panels-.*\.wasm/, async (route) => {
      await released;
      await route.continue();
    });
  };
  await hold();
  await openApp(page);
  const path = originPath(page);
  await path.focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("guidex");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("d");
  await page.keyboard.press("Enter");
  await expect(path).toHaveValue("/prod");
  release();
  await expect(page.getByRole("complementary", { name: "Guided look" })).toContainText("1 of 5");
  await expect(path).toHaveValue("/prod");

  await hold();
  await openApp(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("exam");
  release();
  const field = page.getByRole("dialog").getByRole("searchbox");
  await expect(field).toHaveValue("exam");
  await expect(field).toBeFocused();
  await page.keyboard.type("ples");
  await expect(field).toHaveValue("examples");

  await hold();
  await openApp(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  release();
  await page.getByRole("button", { name: "Examples" }).click();
  await page.keyboard.type("cors");
  await expect(page.getByRole("dialog").getByRole("searchbox")).toHaveValue("cors");
});

test("a key that comes as soon as there is something to see is not lost", async ({ page, context }) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await page.addInitScript(() => {
    // By a script, for no hand hits the moment between drawing and listening.
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".bar button.primary")) return;
      observer.disconnect();
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", ctrlKey: true, bubbles: true, cancelable: true }));
    }).observe(document, { childList: true, subtree: true });
  });
  await openApp(page);
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("a dialog that has not come up yet is called off by Escape, whichever it is", async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route(/split_advice-.*\.wasm/, async (route) => {
    await released;
    await route.continue();
  });
  await openApp(page);
  const asked = page.waitForRequest(/split_advice-/);
  await page.keyboard.press("Alt+Shift+F");
  await asked;
  await page.keyboard.press("Escape");
  const arrived = page.waitForResponse(/split_advice-/);
  release();
  await (await arrived).finished();
  await page.waitForTimeout(300);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
