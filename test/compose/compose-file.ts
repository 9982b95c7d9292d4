/** docker-compose.yml and deploy/Dockerfile as data, before any variable is filled in. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { installRoot } from "../../lib/node/process/install-root.ts";

export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string; readonly args: Readonly<Record<string, string>> };
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly restart?: string;
  readonly security_opt?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly privileged?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly deploy?: { readonly resources: { readonly limits: Readonly<Record<string, string | number>> } };
}

export interface ComposeFile {
  readonly text: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  /** What deploy/Dockerfile starts from. */
  readonly nodeImage: string;
}

export function readComposeFile(): ComposeFile {
  const text = readProjectFile("docker-compose.yml");
  const parsed = parse(text, { merge: true }) as Pick<ComposeFile, "services" | "volumes">;
  const nodeImage = /^ARG NODE_IMAGE=(\S+)$/m.exec(readProjectFile("deploy/Dockerfile"))?.[1];
  if (nodeImage === undefined) throw new Error("deploy/Dockerfile must name its NODE_IMAGE");
  return { text, services: parsed.services, volumes: parsed.volumes, nodeImage };
}

export function readProjectFile(path: string): string {
  return readFileSync(join(installRoot(), path), "utf8");
}
