/**
 * The credentials that a target refers to, from the environment and from files; those of k6's own
 * secret source stay references, which only k6 can follow. Every one that is not to be had is
 * reported together with the others, and none is ever part of a message.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Access, type Auth, type K6Secret, mapAccess, mapAuth } from "../../core/system/access.ts";
import { throwIfAny, wholeFile, wording, type ProjectProblem } from "./project-error.ts";
import type { SecretReference } from "./secret-reference.ts";
import type { Target, TargetPrometheus, TargetText } from "./target.ts";

export interface SecretPlaces {
  /** Paths of references start here. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface TargetSecrets {
  readonly access: Access<string | K6Secret>;
  /** Null where the target names no Prometheus. */
  readonly prometheus: (Omit<TargetPrometheus, "auth"> & { readonly auth: Auth<string> }) | null;
}

/** @throws ProjectError `missingSecret` that names every variable and file that is missing */
export function readSecrets(
  target: Pick<Target, "name" | "access" | "prometheus">,
  places: SecretPlaces,
): TargetSecrets {
  const problems: ProjectProblem[] = [];
  const tell = (text: string) => {
    problems.push(wholeFile("missingSecret", `targets/${target.name}.yaml`, text));
    return "";
  };
  const known = (text: TargetText) => {
    if (typeof text === "string") return text;
    return "k6Secret" in text ? tell(wording.onlyForK6()) : valueOf(text, places, tell);
  };
  const access = mapAccess(target.access, (text): string | K6Secret =>
    typeof text !== "string" && "k6Secret" in text ? text : known(text),
  );
  const { prometheus } = target;
  const read = prometheus && { ...prometheus, auth: mapAuth(prometheus.auth, known) };
  throwIfAny(problems);
  return { access, prometheus: read };
}

function valueOf(
  reference: Exclude<SecretReference, K6Secret>,
  places: SecretPlaces,
  tell: (text: string) => string,
): string {
  if ("env" in reference) {
    const value = places.env[reference.env] ?? "";
    if (value === "") return tell(wording.unset(reference.env));
    return isOneLine(value) ? value : tell(wording.secretText(reference.env));
  }
  try {
    const value = readFileSync(resolve(places.root, reference.file), "utf8").replace(/\r?\n$/, "");
    return isOneLine(value) ? value : tell(wording.secretText(reference.file));
  } catch (error) {
    return tell(wording.secretFile(reference.file, (error as NodeJS.ErrnoException).code ?? "an error"));
  }
}

function isOneLine(text: string): boolean {
  return text !== "" && !/\p{Cc}/u.test(text);
}
