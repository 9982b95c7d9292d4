/** Bundles the scenarios of the installation for a bare `k6 run`; the last step of a build. */
import { bundleScenarios } from "../lib/app/bundle-scenarios.ts";
import { installRoot } from "../lib/node/process/install-root.ts";
import { explainFailure } from "./exit.ts";

const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const { summary } = await bundleScenarios(installRoot(), process.env);
  say(`summaries by ${summary}`);
} catch (error) {
  process.exitCode = explainFailure(error, say);
}
