// The program behind the package: started once, then called. Not an entry of the package.
import start, { call as callWasm } from "./hopscope.js";

let started = null;
let ready = false;

/** Starts the program with what `give` gives, once: later calls give the same promise. One that failed may be tried again. */
export function begin(give) {
  started ??= (async () => start({ module_or_path: await give() }))().then(
    () => {
      ready = true;
    },
    (error) => {
      started = null;
      throw new Error(`Hopscope's program could not be started: ${error instanceof Error ? error.message : error}`, { cause: error });
    },
  );
  return started;
}

/** Calls a function of the program. */
export function call(name, parameters) {
  if (!ready) throw new Error(`${name}() was called before init() had finished: await init() first`);
  return callWasm(name, parameters);
}
