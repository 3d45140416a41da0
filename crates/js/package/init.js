// Starts the program from bytes, an address, a Response or a compiled module, and asks no file of its own.
import { begin } from "./program.js";

/** Starts the program, once: later calls give the same promise. One that failed may be tried again. */
export function initWith(source) {
  return begin(() => source);
}
