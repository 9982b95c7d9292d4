/** Bundles the scenarios of the installation for a bare `k6 run`, and the disruptor's script; the last step of a build. */
import { bundleScenarios } from "../lib/app/bundle-scenarios.ts";
import { bundleDisruptor } from "../lib/node/generator/bundle-disruptor.ts";
import { distFile, installRoot } from "../lib/node/process/install-root.ts";
import { explainFailure } from "./exit.ts";

const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const { summary } = await bundleScenarios(installRoot(), process.env);
  await bundleDisruptor({ file: distFile("k6/disruptor.js"), standIn: null });
  say(`summaries by ${summary}`);
} catch (error) {
  process.exitCode = explainFailure(error, say);
}
