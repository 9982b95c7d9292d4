/**
 * A target of kind compose that is no Docker: a scripted engine, and services that fail while their
 * container is paused. For tests of whole runs that need what only a target's file can say, and no system.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EngineServer, startEngineServer } from "./engine-server.ts";
import { answer, type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

const services = ["api", "postgres", "mongo"] as const;

export interface StandInTarget {
  readonly engine: EngineServer;
  /** For the command's environment. */
  readonly env: { readonly DOCKER_HOST: string };
  /**
   * Writes `targets/<name>.yaml`.
   * @param chaos more keys below `chaos`, as lines of YAML @param more at the top
   */
  describe(project: string, name: string, chaos?: readonly string[], more?: readonly string[]): void;
  /** Requests to its services, by whomever. */
  requests(): number;
  /** Whether anybody is paused. */
  isFaulty(): boolean;
  close(): Promise<void>;
}

export async function startStandInTarget(): Promise<StandInTarget> {
  const labels = (service: string) => ({ "tidemark.chaos": "allow", "tidemark.service": service });
  const engine = await startEngineServer(
    ...services.map((service) => ({ id: service, service, labels: labels(service) })),
  );
  const isPaused = (service: string) => engine.scripted.container(service).state === "paused";
  const servers: readonly (readonly [string, ScriptedServer])[] = await Promise.all(
    services.map(async (service) => {
      const behaviour = (_: unknown, response: Parameters<typeof answer>[0]) =>
        isPaused(service) && answer(response, 503, {});
      return [service, await startScriptedServer(behaviour)] as const;
    }),
  );
  return {
    engine,
    env: { DOCKER_HOST: engine.dockerHost },
    describe: (project, name, chaos = [], more = []) => {
      const lines = [
        "addresses:",
        ...servers.map(([service, { url }]) => `  ${service}: ${url}`),
        "chaos:",
        ...["allow: true", "hosts: [127.0.0.1]", "driver: { kind: compose }", ...chaos].map(indented),
        ...more,
      ];
      writeFileSync(join(project, `targets/${name}.yaml`), `${lines.join("\n")}\n`);
    },
    requests: () =>
      servers.flatMap(([, { counts }]) => [...counts.values()]).reduce((sum, each) => sum + each, 0),
    isFaulty: () => services.some(isPaused),
    close: async () => {
      await Promise.all([engine.close(), ...servers.map(([, server]) => server.close())]);
    },
  };
}

function indented(line: string): string {
  return `  ${line}`;
}
