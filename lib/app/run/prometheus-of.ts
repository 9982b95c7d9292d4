/**
 * The Prometheus that a run's samples go to: the one of the settings, or else the target's; and the one
 * that is asked about the target's resources. The target's credentials go to the address that its file
 * names and to no other.
 */
import type { RunSettings } from "../../node/config/run-settings.ts";
import type { PrometheusAddress } from "../../node/prometheus/address.ts";
import type { ResourceQuestions } from "../../node/project/target.ts";
import type { TargetAccess } from "./target-access.ts";

export interface PrometheusOfRun {
  readonly address: PrometheusAddress;
  /** Left out without a complaint when it does not answer. */
  readonly isOptional: boolean;
}

/** @returns null where nobody named one */
export function prometheusOf(
  settings: Pick<RunSettings, "prometheus">,
  access: Pick<TargetAccess, "prometheus" | "tls"> | null,
): PrometheusOfRun | null {
  const described = access?.prometheus ?? null;
  const url = settings.prometheus ?? described?.url ?? null;
  if (url === null) return null;
  const isDescribed = described?.url === url;
  return {
    address: {
      url,
      ...(isDescribed && described.writeUrl !== null && { writeUrl: described.writeUrl }),
      auth: isDescribed ? described.auth : { kind: "none" },
      authorities: access?.tls.authorities ?? null,
    },
    isOptional: settings.prometheus === null && described?.optional === true,
  };
}

export interface ResourcesToAsk {
  readonly address: PrometheusAddress;
  readonly bySubject: Readonly<Record<string, ResourceQuestions>>;
}

/**
 * What to ask about the target's resources, and whom: the Prometheus that its file names and that watches
 * it, even where the run's samples go to another. Null where the file asks for nothing.
 */
export function resourcesToAsk(
  access: Pick<TargetAccess, "prometheus" | "tls"> | null,
): ResourcesToAsk | null {
  const described = access?.prometheus ?? null;
  if (access === null || described === null || Object.keys(described.resources).length === 0) return null;
  const { url, auth, resources } = described;
  return { address: { url, auth, authorities: access.tls.authorities }, bySubject: resources };
}
