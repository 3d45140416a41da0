// Who works by keyboard is never sent back to the top of the page: by deleting, moving for the last time, or adding.
import type { Page } from "@playwright/test";
import { openScenario, verdict } from "./app.ts";
import { expect, openApp, test } from "./fixtures.ts";

const focusedName = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    return active === document.body ? "the page" : (active?.getAttribute("aria-label") ?? active?.textContent ?? "");
  });

test("deleting keeps the focus near, and never on what deletes", async ({ page }) => {
  await openApp(page);
  for (const name of [
    "Delete the stage dev",
    "Delete this behaviour",
    "Delete this request",
    "Delete the method GET",
    "Delete this resource",
    "Delete permission 1",
    "Delete this origin",
    "Delete this distribution",
    "Delete this REST API",
  ]) {
    const button = page.getByRole("button", { name, exact: true }).last();
    await button.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => focusedName(page), name).not.toBe("the page");
  }
});

test("the last move leaves the focus on its button", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Add: Behaviour" }).click();
  const down = page.getByRole("button", { name: "Move this behaviour down" });
  await down.focus();
  await page.keyboard.press("Enter");
  await expect(down).toBeDisabled();
  await expect(down).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "CloudFront" }).locator("tbody tr").nth(1)).toContainText("/new/*");
});

test("what is added is in sight and has the focus", async ({ page }) => {
  await openApp(page);
  const add = async (name: string, id: RegExp) => {
    await page.getByRole("button", { name, exact: true }).last().press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), name).toMatch(id);
    expect(await page.evaluate(() => {
      const box = document.activeElement!.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    }), name).toBe(true);
  };
  const addPart = async (name: string, id: RegExp) => {
    await page.getByRole("button", { name: "+ Add" }).click();
    await add(name, id);
  };
  await addPart("Edge function CloudFront Functions or Lambda@Edge", /^edge_functions\[0\]/);
  await addPart("HTTP API with a function, an origin and /api/*", /^http_apis\[0\]/);
  await addPart("Web ACL AWS WAF, for the distribution", /^distributions\[0\]\.web_acl/);
  await addPart("Load balancer an ALB, with an origin", /^load_balancers\[0\]/);
  await add("Add an HTTP API", /^http_apis\[1\]/);
  await add("Add: Route", /^http_apis\[1\]\.routes\[1\]/);
  await add("Add a stage", /^rest_apis\[0\]\.stages\[2\]/);
  await add("Add: Resource", /^rest_apis\[0\]\.resources\[1\]/);
  await add("Add: Behaviour", /^distributions\[0\]\.ordered_cache_behavior\[0\]/);
  await add("Add: Origin", /^distributions\[0\]\.origin\[\d\]/);
  await add("Add: header", /headers\.x-header-name$/);
});

test("an added edge function runs at the behaviour that is shown", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "+ Add" }).click();
  await page.getByRole("button", { name: /^Edge function/ }).click();
  await expect(page.getByRole("region", { name: "CloudFront" }).getByLabel("Viewer request")).toHaveValue("rewrite");
  await expect(verdict(page)).toContainText("200");
});

test("a policy that nobody has is told at its field and among the findings", async ({ page }) => {
  await openApp(page);
  const policy = page.getByLabel("Cache policy");
  await policy.fill("CachingDisabeld");
  await expect(policy).toHaveAccessibleDescription(/neither this scenario nor AWS has a policy of this name/);
  await page.keyboard.press("Alt+Shift+F");
  await expect(page.getByRole("dialog").locator(".report .item").first()).toContainText("neither this scenario nor AWS");
});

test("a second HTTP API is picked", async ({ page }) => {
  await openApp(page);
  await openScenario(page, { hopscope: 1, http_apis: [{ id: "one", stages: [{ name: "$default" }] }] });
  await page.getByRole("button", { name: "Add an HTTP API" }).click();
  await expect(page.getByRole("group", { name: "API Gateway HTTP" }).getByRole("button")).toHaveCount(2);
});

test("a dialog that is asked for on the heels of Escape opens, the same one too", async ({ page }) => {
  await openApp(page);
  const opener = page.getByRole("button", { name: "Share", exact: true });
  await opener.focus();
  await page.keyboard.press("Alt+Shift+F");
  const titles = { M: /./, C: "Compare", F: "Findings", R: /./, I: /Import/ };
  const keys = ["M", "M", "C", "F", "F", "R", "I", "I", "M"] as const;
  for (const key of keys) {
    await expect(page.getByRole("dialog")).toBeVisible();
    // Both are on their way before the page has had its turn.
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press(`Alt+Shift+${key}`)]);
    // What closed before may have its say.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
    await expect(page.getByRole("dialog").getByRole("heading", { level: 2 }).first()).toHaveText(titles[key]);
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test("what is pressed right after an addition keeps the focus", async ({ page }) => {
  await openApp(page);
  const add = page.getByRole("button", { name: "+ Add" });
  await add.click();
  await expect(page.locator(".menu-list")).toBeVisible();
  // By a script, for no hand is sure to be quicker than the focus that the new card gets.
  await page.getByRole("button", { name: /^DNS record/ }).evaluate(async (item: HTMLElement) => {
    const again = item.closest(".menu")!.querySelector("button")!;
    item.click();
    // Drawing waits for no more than this.
    for (let turn = 0; turn < 50 && document.querySelector(".menu-list"); turn++) await Promise.resolve();
    again.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    again.focus();
    again.click();
  });
  await expect(page.locator(".menu-list")).toBeVisible();
  // The new card would have had the focus by now.
  await page.waitForTimeout(200);
  await expect(page.locator(".menu-list")).toBeVisible();
  await expect(add).toBeFocused();
});

test("who goes on by keyboard right after an addition stays there", async ({ page }) => {
  await openApp(page);
  const [add, down] = ["Add: Behaviour", "Move this behaviour down"].map((name) => page.getByRole("button", { name }));
  await add.click();
  await down.evaluate((button) => button.focus());
  await page.waitForTimeout(200);
  await expect(down).toBeFocused();
});
