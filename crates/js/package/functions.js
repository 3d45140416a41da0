// The functions of the package: each hands plain JSON to the program and gives plain JSON back.
import { call } from "./program.js";

const of = (name) => (scenario, options = {}) => call(name, { ...options, scenario });

export const trace = of("trace");
export const check = of("check");
export const advise = of("advise");
export const lint = of("lint");
export const link = of("link");
export const svg = of("svg");
export const mermaid = of("mermaid");
export const markdown = of("markdown");
export const curl = of("curl");
export const terraform = of("terraform");
export const cloudformation = of("cloudformation");
export const compare = (before, after, options = {}) => call("compare", { ...options, before, after });
export const importFiles = (files, options = {}) => call("importFiles", { ...options, files: files.map(plain) });
export const unlink = (text) => call("unlink", { link: text });

/** A file whose bytes are numbers, as JSON has it. */
const plain = (file) => (file.bytes === undefined ? file : { ...file, bytes: Array.from(file.bytes) });
