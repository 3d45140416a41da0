// A browser by its own driver (W3C WebDriver), for those that Playwright does not drive as they are: webkit.mjs, firefox.mjs.
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Looks until it gives true; what it gave last is told when it never does. */
export async function until(what, look, longest = 60_000) {
  const end = Date.now() + longest;
  let last;
  while (Date.now() < end) {
    last = await look().catch((error) => error.message);
    if (last === true) return;
    await sleep(250);
  }
  throw new Error(`${what}: ${JSON.stringify(last)}`);
}

/** Starts a driver that listens at the port, and a session of its browser. */
export async function start(program, port, capabilities) {
  const driver = spawn(program, [`--port=${port}`], { stdio: ["ignore", "ignore", "inherit"] });
  process.on("exit", () => driver.kill());
  const ask = async (method, path, body) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until("the driver", async () => (await ask("GET", "/status")).ready);
  const made = await ask("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
  const session = (method, path, body) => ask(method, `/session/${made.sessionId}${path}`, body);
  return {
    version: made.capabilities.browserVersion,
    session,
    go: (url) => session("POST", "/url", { url }),
    run: (script, ...args) => session("POST", "/execute/sync", { script, args }),
    find: async (value) => Object.values(await session("POST", "/element", { using: "css selector", value }))[0],
    close: () => session("DELETE", "").catch(() => {}),
  };
}
