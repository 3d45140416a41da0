// The functions of the package: each hands plain JSON to the program and gives plain JSON back.
import { call } from "./init.js";

const with_ = (name) => (scenario, options = {}) => call(name, { ...options, scenario });

export const trace = with_("trace");
export const check = with_("check");
export const advise = with_("advise");
export const lint = with_("lint");
export const link = with_("link");
export const svg = with_("svg");
export const mermaid = with_("mermaid");
export const markdown = with_("markdown");
export const curl = with_("curl");
export const terraform = with_("terraform");
export const cloudformation = with_("cloudformation");
export const compare = (before, after, options = {}) => call("compare", { ...options, before, after });
export const importFiles = (files, options = {}) =>
  call("importFiles", { ...options, files: files.map((file) => ("bytes" in file ? { ...file, bytes: Array.from(file.bytes) } : file)) });
export const unlink = (text) => call("unlink", { link: text });
