/** docker-compose.yml in an engine: under a project name, secrets and ports of the test's own. */
import getPort from "get-port";
import { randomBytes } from "node:crypto";
import { installRoot } from "../../../lib/node/process/install-root.ts";
import { composeSecrets } from "../../../lib/node/stack/compose-secrets.ts";
import type { ComposeFile } from "../../compose/compose-file.ts";
import { run } from "../../compose/run.ts";
import type { Docker } from "./docker.ts";

export interface ComposeProject {
  readonly name: string;
  /** For programs that talk to the engine or to the published ports. */
  readonly env: NodeJS.ProcessEnv;
  /** Services of the profile that can be started in this engine. */
  services(profile: string | null): string[];
  /** `docker compose` with these arguments. @returns stdout */
  compose(...args: string[]): Promise<string>;
  docker(...args: string[]): Promise<string>;
  /** In the container of a service. */
  exec(service: string, ...command: string[]): Promise<string>;
  /** Address on this machine. */
  address(variable: string): string;
}

export async function composeProject(file: ComposeFile, docker: Docker): Promise<ComposeProject> {
  const name = `tidemark-test-${process.pid}`;
  const ports = await freePorts(file);
  const env = {
    ...docker.env,
    ...ports,
    ...Object.fromEntries(composeSecrets.map((secret) => [secret, randomBytes(12).toString("hex")])),
    COMPOSE_PROJECT_NAME: name,
  };
  const cwd = installRoot();
  const inEngine = (...args: string[]) => run("docker", args, { env, cwd });
  return {
    name,
    env,
    services: (profile) =>
      Object.entries(file.services)
        .filter(
          ([service, { profiles }]) => (profiles?.[0] ?? null) === profile && !(service in docker.without),
        )
        .map(([service]) => service),
    compose: (...args) => inEngine("compose", ...args),
    docker: inEngine,
    exec: (service, ...command) => inEngine("compose", "exec", "-T", service, ...command),
    address: (variable) => `http://127.0.0.1:${ports[variable] ?? ""}`,
  };
}

async function freePorts({ text }: ComposeFile): Promise<Record<string, string>> {
  const variables = [...text.matchAll(/\$\{(PORT_\w+):-/g)].map(([, variable]) => variable ?? "");
  const ports: Record<string, string> = {};
  for (const variable of variables) {
    ports[variable] = String(await getPort({ exclude: Object.values(ports).map(Number) }));
  }
  return ports;
}
