/**
 * Lets mocha (and any `node --import`) load our TypeScript directly: ts-node's ESM loader, which
 * only strips types. Types are checked by `tsc`, once, in `npm run check`.
 */
import { createRequire, register } from "node:module";

register("ts-node/esm", import.meta.url);
process.setSourceMapsEnabled(true); // so that a stack tells the lines as they were written

// Mocha tries `require(file)` before `import(file)`, and Node's require of an ES module would not
// go through the loader. Refusing here makes mocha use `import`.
createRequire(import.meta.url).extensions[".ts"] = (_module, file) => {
  throw Object.assign(new Error(`${file} is an ES module: import it`), { code: "ERR_REQUIRE_ESM" });
};
