/** The driver of a target: how faults get into it. */
import { resolve } from "node:path";
import type { Driver } from "../../node/chaos/driver.ts";
import { composeDriver } from "../../node/chaos/compose-driver.ts";
import { embeddedDriver } from "../../node/chaos/embedded-driver.ts";
import { kubernetesDriver } from "../../node/chaos/kubernetes-driver.ts";
import { cacheFolder } from "../../node/process/folders.ts";
import type { ComposeFacts, KubernetesFacts } from "../../node/project/target.ts";
import { resolveTool } from "../../node/tools/resolve-tool.ts";
import type { Ground } from "../run/ready.ts";
import type { GivenTarget, TargetSystem } from "../run/target-system.ts";
import { GuardError, refusal } from "./guard-error.ts";

interface Around {
  /** The project's folder, to which paths in a target's file are relative. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
}

/** @param target as it runs now: the embedded system says itself what can be done to it */
export async function openDriver({ given, project, env }: Ground, target: TargetSystem): Promise<Driver> {
  if (given !== null) return givenDriver(given, { root: project.root, env });
  if (target.chaos === null) throw new Error("the embedded system was started without what faults need");
  return embeddedDriver(target.chaos);
}

/** @throws GuardError where its file does not say */
export async function givenDriver(given: GivenTarget, around: Around): Promise<Driver> {
  const facts = given.described.chaos?.driver ?? null;
  if (facts === null) throw new GuardError([refusal.noDriver(given.name)]);
  if (facts.kind === "kubernetes") return ofKubernetes(facts, around);
  return ofCompose(facts, around);
}

/** An empty variable counts as not set, as it does for settings. */
function ofCompose({ project, toxiproxy }: ComposeFacts, { root, env }: Around): Driver {
  return composeDriver({
    dockerHost: env["DOCKER_HOST"] === "" ? null : (env["DOCKER_HOST"] ?? null),
    folder: resolve(root, project),
    toxiproxyUrl: toxiproxy,
  });
}

function ofKubernetes(
  { kubeconfig, context, namespace, services, stores }: KubernetesFacts,
  { root, env }: Around,
): Driver {
  return kubernetesDriver({
    cluster: { kubeconfig: kubeconfig && resolve(root, kubeconfig), context },
    namespace,
    services,
    stores,
    kubectl: async () => {
      const tool = await resolveTool("kubectl", { env, cacheFolder: cacheFolder(env), say: () => undefined });
      return tool.path;
    },
    env,
  });
}
