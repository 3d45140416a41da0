import { defineConfig } from "@playwright/test";
import { existsSync } from "node:fs";
import { APP } from "./addresses.mjs";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.HOPSCOPE_CHROMIUM ?? installed.find((path) => existsSync(path));

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes at the second try is a test that fails.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    baseURL: APP,
    browserName: "chromium",
    viewport: { width: 1400, height: 900 },
    locale: "en-GB",
    trace: "retain-on-failure",
    // What a service worker answers, a test cannot hold back; offline.spec.ts lets it in.
    serviceWorkers: "block",
    launchOptions: {
      executablePath,
      // The last five keep the browser itself from talking to anyone; as root it cannot have its own sandbox.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node server.mjs",
    url: APP,
    reuseExistingServer: false,
  },
});
