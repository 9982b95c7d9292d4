/** Whose word is shown where several sources tell the same of a subject? The one that a soak's trends go by, all along. */
import { type ResourceSource, resourceSources } from "../../record/resource.ts";
import type { Usage, UsageWindow } from "./resource-windows.ts";

/** @param tells whether something can be shown of it, given the one before it. @returns null where nobody tells */
export function trustedSource(
  windows: readonly (UsageWindow | undefined)[],
  subject: string,
  tells: (usage: Usage, before: Usage | undefined) => boolean,
): ResourceSource | null {
  const told = (source: ResourceSource) => {
    let before: Usage | undefined;
    return windows.some((window) => {
      const usage = window?.get(subject)?.get(source);
      if (usage === undefined) return false;
      const tellsSo = tells(usage, before);
      before = usage;
      return tellsSo;
    });
  };
  return resourceSources.find(told) ?? null;
}
