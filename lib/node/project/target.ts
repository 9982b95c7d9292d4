/** A target as its file describes it, checked: credentials by reference, everything else as it is. */
import type { ResourceFigure } from "../../core/record/resource.ts";
import type { Access, Auth } from "../../core/system/access.ts";
import type { SecretReference } from "./secret-reference.ts";

/** What a text may be in a target's file. */
export type TargetText = string | SecretReference;

export interface FileAt {
  /** Relative to the project's folder. */
  readonly file: string;
}

export interface TargetTls {
  /** A certificate authority beside those of the machine. */
  readonly ca: FileAt | null;
  readonly client: { readonly certificate: FileAt; readonly key: FileAt } | null;
  /** Why certificates are not looked at; null where they are. */
  readonly skipVerifyBecause: string | null;
}

export interface TargetLimits {
  /** Requests a second over all endpoints; null: none on this machine, few elsewhere. */
  readonly maxRatePerSecond: number | null;
  /** Null allows every scenario. */
  readonly scenarios: readonly string[] | null;
  /** Whether closed models may run, whose rate the target alone bounds. */
  readonly closedModels: boolean;
}

/** The PromQL that tells a figure; null where none does. */
export type ResourceQuestions = Readonly<Record<ResourceFigure, string | null>>;

export interface TargetPrometheus {
  readonly url: string;
  /** Where samples go; null: where Prometheus takes them, below `url`. */
  readonly writeUrl: string | null;
  readonly auth: Auth<TargetText>;
  /** Left out of a run without a complaint when it does not answer before it. */
  readonly optional: boolean;
  /** What to ask about the resources of a run, by subject: a name that a person knows. */
  readonly resources: Readonly<Record<string, ResourceQuestions>>;
}

export interface Target {
  readonly name: string;
  readonly description: string;
  /** Base addresses by service; at least those of the services that have endpoints. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly access: Access<TargetText>;
  readonly tls: TargetTls;
  readonly limits: TargetLimits;
  readonly prometheus: TargetPrometheus | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Pages that Prometheus can scrape, by service and `business`. */
  readonly metrics: Readonly<Record<string, string>>;
}

/** What holds for addresses that no file describes. */
export const undescribed: Omit<Target, "name" | "description" | "addresses"> = {
  access: { headers: {}, auth: { kind: "none" } },
  tls: { ca: null, client: null, skipVerifyBecause: null },
  limits: { maxRatePerSecond: null, scenarios: null, closedModels: false },
  prometheus: null,
  labels: {},
  metrics: {},
};
