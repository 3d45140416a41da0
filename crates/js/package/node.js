// For Node: reads the program from the file beside this one.
import { readFile } from "node:fs/promises";
import { begin } from "./program.js";

export * from "./functions.js";

/** Reads and starts the program. Bytes or a compiled module may be given instead. */
export default function init(source) {
  return begin(() => source ?? readFile(new URL("./hopscope_bg.wasm", import.meta.url)));
}
