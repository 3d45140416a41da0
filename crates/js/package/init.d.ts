/** What the program can be started from. */
export type Source = BufferSource | WebAssembly.Module | Response | Promise<Response> | URL | string;
/** Starts the program, once: later calls give the same promise. One that failed may be tried again. */
export function initWith(source: Source): Promise<void>;
