// For browsers and bundlers: the program lies beside this file.
import { begin } from "./program.js";

export * from "./functions.js";

/** Fetches and starts the program. Bytes, an address, a Response or a compiled module may be given instead. */
export default function init(source) {
  return begin(() => source ?? new URL("./hopscope_bg.wasm", import.meta.url));
}
