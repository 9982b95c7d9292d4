/**
 * Which of Alertmanager's receivers have no address in a project's folder of them? Their alerts stay on
 * Alertmanager's page, which is a fine default, and must not surprise who waits for a page.
 */
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import {
  addressFile,
  addressWays,
  receivers,
  type ReceiverName,
} from "../../core/rules/routing/receivers.ts";

/** Git ignores it; docker-compose.yml mounts its parent where Alertmanager looks. */
export const receiversFolder = "monitoring/alertmanager/receivers";

export function unreachableReceivers(project: string): readonly ReceiverName[] {
  const hasAddress = (name: ReceiverName) =>
    addressWays.some((way) => existsSync(join(project, receiversFolder, basename(addressFile(name, way)))));
  return receivers.map(({ name }) => name).filter((name) => !hasAddress(name));
}
