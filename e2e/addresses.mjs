// Where server.mjs listens, for it and for the tests.
const base = Number(process.env.HOPSCOPE_E2E_PORT ?? 4810);

export const PORTS = { app: base, bare: base + 1, embedder: base + 2, changing: base + 3 };

/** The app lies deep in its host, so that an absolute address in the build shows as a 404. */
export const APP_PATH = "/some/sub/path/";

export const APP = `http://127.0.0.1:${PORTS.app}${APP_PATH}`;
export const BARE = `http://127.0.0.1:${PORTS.bare}/`;
// Another name for the same machine: another site, not only another port.
export const EMBEDDER = `http://localhost:${PORTS.embedder}/`;
// A host that goes away, and comes back with a newer build: see `changing` in server.mjs.
export const CHANGING = `http://127.0.0.1:${PORTS.changing}/app/`;
