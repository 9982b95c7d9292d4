/**
 * `tidemark monitoring verify`: are the generated files what promtool and amtool accept, do the rules
 * pass their tests, does every alert arrive where it should? A tool that cannot be had is a failure.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkAlertmanager, checkRoute, readAssertions } from "../../node/monitoring/amtool.ts";
import { checkPrometheus, checkRuleFiles, testFolders, testRules } from "../../node/monitoring/promtool.ts";
import { prometheusFile } from "../../node/monitoring/read-settings.ts";
import type { ToolUse } from "../../node/monitoring/tool-run.ts";
import { cacheFolder } from "../../node/process/folders.ts";
import { resolveTool, type ResolvedTool } from "../../node/tools/resolve-tool.ts";

export interface Verified {
  readonly name: string;
  /** What the tool printed; null where all is well. */
  readonly problem: string | null;
}

export interface VerifyContext {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  /** Aborted: the tool that runs is ended, and its reason thrown. */
  readonly signal: AbortSignal;
}

/** Programs at a time: each of them computes on a core of its own. */
const atOnce = 2;

/** @throws ToolError where promtool or amtool cannot be had, MonitoringError where nothing was generated */
export async function verifyMonitoring(
  projectFolder: string,
  context: VerifyContext,
): Promise<readonly Verified[]> {
  const { env, say, signal } = context;
  const find = (name: string) => resolveTool(name, { env, say, signal, cacheFolder: cacheFolder(env) });
  const [promtool, amtool] = [await find("promtool"), await find("amtool")];
  const project = resolve(projectFolder);
  return [
    ...(await withPromtool(promtool, project, context)),
    ...(await withAmtool(amtool, project, context)),
  ];
}

export async function withPromtool(
  tool: ResolvedTool,
  project: string,
  context: VerifyContext,
): Promise<readonly Verified[]> {
  const use = useOf(tool, context);
  const folder = join(project, "monitoring");
  const configuration = join(project, prometheusFile);
  const folders = testFolders(folder);
  context.say(`promtool ${tool.version}: the tests of ${folders.length} files of rules, a minute or two`);
  return [
    { name: "rules are valid", problem: await checkRuleFiles(use, folder) },
    ...(existsSync(configuration)
      ? [
          {
            name: "prometheus.yml is valid",
            problem: await checkPrometheus(use, configuration, tool.version),
          },
        ]
      : []),
    ...(await inTurns(folders, async (name) => ({
      name: `tests of ${name}`,
      problem: await testRules(use, folder, name),
    }))),
  ];
}

export async function withAmtool(
  tool: ResolvedTool,
  project: string,
  context: VerifyContext,
): Promise<readonly Verified[]> {
  const use = useOf(tool, context);
  const folder = join(project, "monitoring");
  const assertions = readAssertions(folder);
  context.say(`amtool ${tool.version}: ${assertions.length} routes`);
  const routed = await inTurns(assertions, (assertion) => checkRoute(use, folder, assertion));
  const wrong = routed.filter((problem) => problem !== null);
  return [
    { name: "alertmanager.yml is valid", problem: await checkAlertmanager(use, folder) },
    { name: `${assertions.length} alerts arrive where they should`, problem: wrong.join("") || null },
  ];
}

function useOf({ path }: ResolvedTool, { env, signal }: VerifyContext): ToolUse {
  return { command: path, env, signal };
}

/** In the order of the items, with some of them under way at once. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
