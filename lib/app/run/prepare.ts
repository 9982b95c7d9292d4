/** Everything up to the first request: the tool, the target, the bundle, preflight. Nothing is sent before all of it holds. */
import { join } from "node:path";
import { fileNames } from "../../core/record/names.ts";
import { bundleScenario } from "../../node/generator/bundle-scenario.ts";
import { cacheFolder, stateFolder } from "../../node/process/folders.ts";
import { resolveTool } from "../../node/tools/resolve-tool.ts";
import { engineVersion } from "../engine-version.ts";
import { openChaos } from "../chaos/open-chaos.ts";
import { checkQuestions } from "./check-questions.ts";
import { gitState } from "./git-state.ts";
import { awaitHealthy, healthLimits, healthTargets } from "./health.ts";
import { checkOpenFiles, openFileLimit } from "./open-files.ts";
import { openingRecord } from "./opening-record.ts";
import { resourcesToAsk } from "./prometheus-of.ts";
import type { Ground, Ready } from "./ready.ts";
import { servicesOf } from "./services-of.ts";
import { clientOf, k6AccessEnvironment } from "./target-access.ts";
import { provideTarget } from "./target-system.ts";

/** @throws Failure of kind preflight or machine, for whatever does not hold */
export async function prepare(ground: Ground): Promise<Ready> {
  const { settings, project, env, say, interruption, folder } = ground;
  const services = servicesOf(ground.plan, project.system);
  checkOpenFiles(ground.plan, services.length, await openFileLimit());
  const k6 = await resolveTool("k6", {
    env: settings.k6Binary === null ? env : { ...env, K6_BINARY: settings.k6Binary },
    cacheFolder: cacheFolder(env),
    say,
    signal: interruption.abort,
  });
  say(`k6 ${k6.version} (${k6.how}: ${k6.path})`);
  const toAsk = resourcesToAsk(ground.access);
  if (toAsk !== null && ground.given !== null) await checkQuestions(ground.given.described.name, toAsk);
  const git = gitState(project.root);
  const target = await provideTarget(ground.given, {
    ...ground,
    runId: ground.plan.runId,
    stateFolder: stateFolder(env),
    logFolder: join(folder, "logs"),
    signal: interruption.abort,
    faults: await embeddedFaults(ground),
  });
  const plan = { ...ground.plan, addresses: target.addresses };
  const { client, k6Environment } = await openAccess(ground);
  const [bundle] = await Promise.all([
    bundleScenario({
      project,
      plan,
      cacheFolder: cacheFolder(env),
      copies: [join(folder, fileNames.script)],
    }),
    awaitHealthy(healthTargets(services, target.addresses), healthLimits, interruption.abort, client),
  ]);
  const chaos = await openChaos({ ...ground, plan }, target, client);
  const opening = openingRecord({
    plan,
    leftOut: ground.leftOut,
    target,
    labels: ground.given?.described.labels ?? {},
    command: repeatable(ground),
    git: await git,
    scriptSha256: bundle.sha256,
    versions: { tidemark: engineVersion(), k6: k6.version, summary: bundle.summary },
    notes: [...(ground.access?.notes ?? []), ...target.notes],
    startedAt: new Date(),
  });
  return { ground: { ...ground, plan }, target, k6, bundle, k6Environment, opening, chaos };
}

/** With the credentials of the target, if it asks for any; a wrong one is found here. */
async function openAccess({ access, env, ledger, cleanup, interruption }: Ground) {
  const client = clientOf(access);
  cleanup.defer("close the connections of the preflight", () => client.close());
  if (access === null) return { client, k6Environment: {} };
  const around = { client, env, ledger, cleanup, signal: interruption.abort };
  return { client, k6Environment: await k6AccessEnvironment(access, around) };
}

/** What the embedded system needs for experiments; null where there are none, or it is not the target. */
async function embeddedFaults({ plan, given, env, say, interruption }: Ground) {
  if (given !== null || plan.experiments.length === 0) return null;
  const around = { env, cacheFolder: cacheFolder(env), say, signal: interruption.abort };
  return { toxiproxyBinary: (await resolveTool("toxiproxy", around)).path };
}

/** With the seed that was drawn, the same payloads come again. */
function repeatable({ command, settings, plan }: Ground): string[] {
  return settings.seed === null ? [...command, "--seed", String(plan.seed)] : [...command];
}
