/** How large is what k6 has to parse? */
import { readFile } from "node:fs/promises";
import type { Benchmark } from "../benchmark.ts";
import { ourScript } from "../our-script.ts";

const INLINE_SOURCE_MAP = /^\/\/# sourceMappingURL=.*$/gm;

export const bundleSize: Benchmark = {
  name: "bundle size",
  question: "How large is the script of a run without its source map?",
  method: "The sustained scenario bundled as for a run, the line with the inline source map taken out.",
  async measure(bench) {
    const load = { ratePerSecond: 100, durationSeconds: 300, vus: null, checkEveryNthBody: 10 };
    const { file } = await ourScript(bench, "http://127.0.0.1:8000", load);
    const script = await readFile(file, "utf8");
    const bytes = Buffer.byteLength(script.replace(INLINE_SOURCE_MAP, ""));
    return [
      {
        name: "bundle without map",
        value: bytes / 1024,
        unit: "KiB",
        aim: { atLeast: null, atMost: 64 },
        detail: `${bytes} bytes, ${Buffer.byteLength(script)} with its map`,
      },
    ];
  },
};
