// What every browser test shares. Import `test` and `expect` from here, not from Playwright: a test then fails by itself
// on an error in the console, an uncaught exception, a violation of the page's policy, or a request to a foreign origin.
import { test as base, expect, type FrameLocator, type Page } from "@playwright/test";
import { APP, BARE, CHANGING, EMBEDDER } from "../addresses.mjs";

export { APP, BARE, CHANGING, EMBEDDER, expect };

const origins = [APP, BARE, CHANGING, EMBEDDER].map((address) => new URL(address).origin);

/** What went wrong in the page without a test asking. */
export class Watch {
  readonly problems: string[] = [];
  readonly requests: string[] = [];
  #allowed: RegExp[] = [];

  constructor(page: Page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.#note(`console: ${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => this.#note(`exception: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      this.requests.push(url);
      if (/^(data|blob):/.test(url)) return;
      if (!origins.includes(new URL(url).origin)) this.#note(`foreign request: ${url}`);
    });
  }

  #note(problem: string) {
    this.problems.push(problem);
  }

  /** For a test that provokes an error on purpose: problems that match are expected. */
  allow(pattern: RegExp) {
    this.#allowed.push(pattern);
  }

  unexpected(): string[] {
    return this.problems.filter((problem) => !this.#allowed.some((pattern) => pattern.test(problem)));
  }
}

export const test = base.extend<{ watch: Watch; quiet: boolean }>({
  // By itself the page looks for what would change an outcome once it is left alone: not for users who save data, nor in
  // tests of something else, where it would only take time.
  quiet: [true, { option: true }],
  watch: [
    async ({ page, quiet }, use) => {
      if (quiet) {
        await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
      }
      const watch = new Watch(page);
      // Reported as a console error too; the event names the directive.
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
        });
      });
      await use(watch);
      expect(watch.unexpected(), "nothing goes wrong unseen").toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the app (`address` is relative to its own) and waits until it runs. */
export async function openApp(page: Page, address = "") {
  await page.goto(APP + address);
  await ready(page);
  // The bars and forms follow what one reads first.
  if (!address.includes("embed")) await expect(page.locator(".bar button.primary")).toBeVisible();
}

/** Makes the program panic, in earnest: see src/effects/crash.rs. The trap that follows is the browser's to report. */
export async function panic(screen: Page | FrameLocator, watch: Watch) {
  watch.allow(/unreachable/);
  await screen.locator("html").evaluate(() => void globalThis.dispatchEvent(new Event("hopscope:panic")));
}

/** Waits until the program has handed over the scenario on the screen, with this text in it. */
export async function recorded(screen: Page | FrameLocator, text = "") {
  const last = () =>
    screen.locator("html").evaluate(() => (globalThis as { hopscopeLastScenario?: string }).hopscopeLastScenario ?? "");
  await expect.poll(last).toContain(text || "hopscope");
}

/** Waits until the app has taken the page over. */
export async function ready(page: Page) {
  await expect(page.locator("html")).toHaveAttribute("data-state", "ready");
}
