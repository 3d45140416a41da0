// Texts that are not ours, whatever stands in them: they neither widen the page nor turn the words around them.
import type { Page } from "@playwright/test";
import { openScenario, shareLink, verdict } from "./app.ts";
import { APP, expect, openApp, ready, test } from "./fixtures.ts";

const LONG = "x".repeat(200);

/** A scenario in which everything that has a name has a long one, without a place to break it. */
const named = (name: string, title: string) => ({
  hopscope: 1,
  title,
  requests: [{ name, url: `https://${name.slice(0, 60)}.cloudfront.net/${name}`, headers: { [name]: name }, expect: { status: 200, reaches: name, rule: name } }],
  distributions: [{
    id: name,
    domain_name: `${name.slice(0, 60)}.cloudfront.net`,
    origin: [{ origin_id: name, domain_name: `${name}.execute-api.ap-northeast-1.amazonaws.com`, origin_path: `/${name}` }],
    ordered_cache_behavior: [{ path_pattern: `/${name}`, target_origin_id: name }],
    default_cache_behavior: { target_origin_id: name, cache_policy: name },
  }],
  rest_apis: [{ id: name, region: "ap-northeast-1", stages: [{ name }], resources: [{ path: `/${name}`, methods: { GET: { integration: { lambda: name } } } }] }],
  lambdas: [{ name, response: { body: name, headers: { [name]: name } } }],
  edge_functions: [{ name, code: `// ${name}` }],
  [name]: 1,
});

/** How many pixels the page is wider than its window. */
const excess = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Elements that stand out of the nearest card, dialog or bar that shows what is in it. */
const burst = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".card *, .banner *, .bar *, dialog *")]
      .filter((element) => {
        const frame = element.closest(".card, .banner, .bar, dialog");
        for (let at = element.parentElement; at && at !== frame; at = at.parentElement) {
          if (getComputedStyle(at).overflowX !== "visible") return false;
        }
        const [own, outer] = [element.getBoundingClientRect(), frame?.getBoundingClientRect()];
        return own.width > 1 && outer !== undefined && own.right > outer.right + 1 && !element.closest(".unseen, .menu-list");
      })
      .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40)}`));

for (const width of [360, 1400]) {
  for (const [what, name, title] of [["36 characters", LONG.slice(0, 36), LONG.slice(0, 36)], ["200 characters", LONG, "t".repeat(5_000)]] as const) {
    test(`words of ${what} stay in their cards, ${width} pixels wide`, async ({ page }) => {
      await openApp(page);
      await openScenario(page, named(name, title));
      const link = await shareLink(page);
      await page.setViewportSize({ width, height: 800 });
      await page.goto("about:blank");
      await page.goto(link);
      await ready(page);
      const tabs = width < 720 ? ["Flow", "Set-up", "Response", "Tests"] : [""];
      for (const tab of tabs) {
        if (tab) await page.getByRole("navigation").getByRole("button", { name: tab, exact: true }).click();
        await expect(page.locator(".bar button.primary")).toBeVisible();
        await page.waitForTimeout(300);
        expect(await excess(page), tab).toBeLessThanOrEqual(0);
        expect(await burst(page), tab).toEqual([]);
      }
      if (!tabs.includes("Flow")) return;
      for (const view of ["flow", "table", "response"]) {
        await page.goto(link.replace(APP, `${APP}?embed&view=${view}`));
        await ready(page);
        expect(await excess(page), view).toBeLessThanOrEqual(0);
      }
    });
  }
}

test("findings and the rule of a step keep long words in", async ({ page }) => {
  await openApp(page);
  await openScenario(page, named(LONG, "t"));
  await verdict(page).getByRole("button").first().click();
  await expect(page.getByRole("complementary")).toBeVisible();
  expect(await excess(page)).toBeLessThanOrEqual(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Analyse" }).click();
  await page.getByRole("button", { name: /^Findings/ }).click();
  await expect(page.getByRole("dialog").locator("section.item").first()).toBeVisible();
  const dialog = page.getByRole("dialog");
  expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  expect(await burst(page)).toEqual([]);
});

test("a name that is written from right to left does not turn the sentence around it", async ({ page }) => {
  await openApp(page);
  for (const name of ["\u202egnp.exe", "\u2067abc", "שלום", "\u2069\u202eabc"]) {
    await openScenario(page, {
      hopscope: 1,
      requests: [{ url: "https://d111111abcdef8.cloudfront.net/" }],
      distributions: [{ id: name, domain_name: "d111111abcdef8.cloudfront.net", enabled: false, origin: [{ origin_id: "o", domain_name: "o.example" }], default_cache_behavior: { target_origin_id: "o", cache_policy: "CachingDisabled" } }],
    });
    await expect(verdict(page).getByRole("heading")).toContainText("is switched off");
    // The words after the name are drawn to the right of those before it, each letter right of the one before.
    const starts = await verdict(page).getByRole("heading").evaluate((heading) => {
      const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
      const found: { text: string; node: Node; at: number }[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        [...(node.textContent ?? "")].forEach((text, at) => found.push({ text, node, at }));
      }
      const all = found.map((each) => each.text).join("");
      const tail = found.slice(all.lastIndexOf("is switched off"));
      const place = ({ node, at }: { node: Node; at: number }) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { left, top } = range.getBoundingClientRect();
        return top * 10_000 + left;
      };
      return [found[0], ...tail].map((each) => place(each as { node: Node; at: number }));
    });
    expect(starts, JSON.stringify(name)).toEqual([...starts].sort((a, b) => a - b));
  }
});

test("a headline has words where a name is empty", async ({ page }) => {
  await openApp(page);
  const scenario = (distribution: object) => ({
    hopscope: 1,
    requests: [{ url: "https://d111111abcdef8.cloudfront.net/" }],
    distributions: [{ id: "", domain_name: "d111111abcdef8.cloudfront.net", ...distribution }],
  });
  for (const [distribution, words] of [
    [{ enabled: false }, "The distribution is switched off"],
    [{ default_cache_behavior: { target_origin_id: "", cache_policy: "CachingDisabled" } }, "The distribution has no such origin"],
    [{ origin: [{ origin_id: "o", domain_name: "" }], default_cache_behavior: { target_origin_id: "o", cache_policy: "CachingDisabled" } }, "CachingDisabled"],
  ] as const) {
    await openScenario(page, scenario(distribution));
    const heading = verdict(page).getByRole("heading");
    await expect(heading).not.toHaveText(/^\w+\.\w+$/);
    if (words !== "CachingDisabled") await expect(heading).toHaveText(words);
  }
});
