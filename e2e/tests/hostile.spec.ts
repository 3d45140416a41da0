// Links that are small and hold much: those beyond the limits are told with number and limit, those within them open,
// and neither keeps the page from answering, or takes the memory of the machine.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { requests, verdict } from "./app.ts";
import { APP, expect, openApp, ready, test } from "./fixtures.ts";

const dictionary = readFileSync(new URL("../../crates/scenario/src/link/dictionary-1.txt", import.meta.url));

/** CRC-32, as links have it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The link of a text of JSON, made by hand: nothing asks whether Hopscope would make it. */
function linkOf(json: string): string {
  const text = Buffer.from(json);
  const deflated = deflateRawSync(text, { dictionary, level: 9 });
  const head = Buffer.alloc(7);
  head.writeUIntBE(deflated.length + 4, 0, 3);
  head.writeUInt32BE(crc32(Buffer.concat([text, deflated])), 3);
  return `${APP}#1${Buffer.concat([head, deflated]).toString("base64url")}`;
}

const many = (item: string, count: number) => Array(count).fill(item).join(",");
const numbered = (count: number, item: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => JSON.stringify(item(index))).join(",");

/** What the program has taken, in bytes. */
// By its name alone: what a script declares with `let` is no property of the global object.
const memory = (page: Page) => page.evaluate<number>("wasm_bindgen.initSync().memory.buffer.byteLength");

/** Notes the longest time for which the page did nothing else, in milliseconds. */
async function watchTasks(page: Page) {
  await page.addInitScript(() => {
    const note = globalThis as unknown as { longest: number };
    note.longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note.longest = Math.max(note.longest, entry.duration);
    }).observe({ type: "longtask", buffered: true });
  });
}
const longest = (page: Page) => page.evaluate(() => (globalThis as unknown as { longest: number }).longest);

/** How much slower this machine is than one on which the promise of a second is made, at least 1. */
const slowness = (page: Page) =>
  page.evaluate(() => {
    const begin = performance.now();
    let sum = 0;
    for (let index = 0; index < 50_000_000; index += 1) sum = (sum + index * 7) | 0;
    return Math.max(1, (performance.now() - begin + (sum & 0)) / 60);
  });

const beyond: [string, string, RegExp][] = [
  ["empty requests", `{"requests":[${many("{}", 50_000)}]}`, /requests has 50000 entries.* 5000 at most/],
  ["empty behaviours", `{"distributions":[{"ordered_cache_behavior":[${many("{}", 300_000)}]}]}`, /ordered_cache_behavior has 300000 entries.* 1000 at most/],
  ["stages", `{"rest_apis":[{"stages":[${many("{}", 300_000)}]}]}`, /stages has 300000 entries.* 1000 at most/],
  ["resources", `{"rest_apis":[{"resources":[${many("{}", 300_000)}]}]}`, /resources has 300000 entries.* 20000 at most/],
  ["distributions of behaviours", `{"distributions":[${many(`{"ordered_cache_behavior":[${many("{}", 1_000)}]}`, 300)}]}`, /hold 300300 objects.* 50000 at most/],
];

for (const [kind, json, told] of beyond) {
  test(`too many ${kind} are told, and the page goes on`, async ({ page }) => {
    const link = linkOf(json);
    expect(link.length).toBeLessThan(4_000);
    await page.goto(link);
    await ready(page);
    await expect(page.getByText(told)).toBeVisible();
    await expect(verdict(page)).toContainText("403");
    expect(await memory(page)).toBeLessThan(300e6);
  });
}

const host = "d1.cloudfront.net";
const distribution = { id: "E1", domain_name: host, origin: [{ origin_id: "a", domain_name: "abc.execute-api.us-east-1.amazonaws.com" }] };

const within: [string, string][] = [
  ["5,000 requests", `{"distributions":[${JSON.stringify({ ...distribution, default_cache_behavior: { target_origin_id: "a" } })}],"requests":[${numbered(5_000, (index) => ({ url: `https://${host}/${index}`, expect: { status: 200 } }))}]}`],
  ["1,000 behaviours", `{"requests":[{"url":"https://${host}/x"}],"distributions":[${JSON.stringify({ ...distribution, ordered_cache_behavior: Array.from({ length: 1_000 }, (_, index) => ({ path_pattern: `/${index}/*`, target_origin_id: "b" })) })}]}`],
  ["1,000 stages and 9,000 resources", `{"requests":[{"url":"https://abc.execute-api.us-east-1.amazonaws.com/s1/r1"}],"rest_apis":[{"id":"abc","endpoint_type":"REGIONAL","stages":[${numbered(1_000, (index) => ({ name: `s${index}` }))}],"resources":[${numbered(9_000, (index) => ({ path: `/r${index}`, methods: { GET: {} } }))}]}]}`],
];

for (const [kind, json] of within) {
  test(`${kind} open, and the page never stands still for long`, async ({ page }) => {
    await watchTasks(page);
    await page.goto(linkOf(json));
    await ready(page);
    await expect(page.locator(".bar button.primary")).toBeVisible();
    await expect(page.locator("#card-api, #card-distribution, form, fieldset").first()).toBeVisible();
    // The last request is traced, too: its row says what came of it.
    await expect(requests(page)).not.toContainText("…");
    const [slow, task, taken] = [await slowness(page), await longest(page), await memory(page)];
    console.log(`${kind}: ${Math.round(task)} ms at a time on a machine ${slow.toFixed(1)} times as slow, ${Math.round(taken / 1e6)} MB`);
    expect(task / slow).toBeLessThan(1_000);
    expect(taken).toBeLessThan(300e6);
  });
}

test("a long list draws what is in sight, and more where it is asked for", async ({ page }) => {
  await page.goto(linkOf(within[0]?.[1] ?? ""));
  await ready(page);
  const rows = requests(page).locator("tbody tr");
  await expect(requests(page).getByRole("button", { name: "4800 more below" })).toBeVisible();
  expect(await rows.count()).toBe(201);
  await requests(page).getByRole("button", { name: "4800 more below" }).click();
  await expect(requests(page).getByRole("button", { name: "4600 more below" })).toBeVisible();
  expect(await rows.count()).toBe(401);
});

test("an edge function whose regular expression never ends costs neither memory nor patience", async ({ page }) => {
  const code = 'function handler(event){/(?:(?:a{0,1000}){0,1000}){0,1000}b/.test("a".repeat(1000));return event.request;}';
  const behavior = { target_origin_id: "a", function_association: [{ event_type: "viewer-request", function: "f" }] };
  const scenario = {
    requests: Array.from({ length: 6 }, (_, index) => ({ url: `https://${host}/${index}` })),
    distributions: [{ ...distribution, default_cache_behavior: behavior }],
    edge_functions: [{ name: "f", code }],
  };
  await openApp(page);
  await page.goto(linkOf(JSON.stringify(scenario)));
  await page.reload();
  await ready(page);
  await expect(verdict(page)).toContainText("503");
  await expect(requests(page).getByText("503")).toHaveCount(6);
});
