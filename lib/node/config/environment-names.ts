/**
 * Which names beginning with `TIDEMARK_` mean something. Any other is a misspelling that would
 * silently change nothing, and is refused. Names without the prefix belong to everybody, so
 * those that are not settings are left alone.
 */
import { k6Environment } from "../../core/record/names.ts";
import { folderVariables } from "../process/folders.ts";
import type { Problem } from "./config-error.ts";
import { settingsTable } from "./settings.ts";
import { unknownEnvironmentName } from "./wording.ts";

const prefix = "TIDEMARK_";

/** Read by other rooms, before or without the settings of a run. */
const otherEnvironmentNames: Readonly<Record<string, string>> = {
  [folderVariables.cache]: "folder for downloaded tools",
  [folderVariables.state]: "folder for locks and for the list of what runs",
  TIDEMARK_K6_BASE_URL: "where k6's releases are downloaded from (a mirror)",
  TIDEMARK_WEBHOOK_URL: "where a change of verdict is posted to; a secret",
  TIDEMARK_JSLIB_URL: "where k6-jslib-summary is downloaded from (a mirror)",
};

export function unknownNames(
  values: Readonly<Record<string, string | undefined>>,
  place: string,
  services: readonly string[],
): Problem[] {
  const known = knownNames(services);
  return Object.keys(values)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .sort()
    .map((name) => unknownEnvironmentName(name, place, known));
}

/** `TIDEMARK_URL_USER_SERVICE` for the service `user-service`. */
export function urlEnvironmentName(service: string): string {
  return k6Environment.urlPrefix + service.toUpperCase().replaceAll("-", "_");
}

function knownNames(services: readonly string[]): string[] {
  const ofSettings = Object.values(settingsTable).flatMap((setting) => setting.environment);
  return [...ofSettings, ...Object.keys(otherEnvironmentNames), ...services.map(urlEnvironmentName)]
    .filter((name) => name.startsWith(prefix))
    .sort();
}
