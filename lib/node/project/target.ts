/** A target as its file describes it, checked: credentials by reference, everything else as it is. */
import type { Ratio } from "../../core/objective/objective.ts";
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

/** What a chaos experiment may do to the target; see docs/chaos.md. In a pattern `*` stands for anything. */
export interface TargetChaos {
  /** Nothing else allows anything where this is not true. */
  readonly allow: boolean;
  /** Patterns of the hosts that the target may be on. */
  readonly hosts: readonly string[];
  /** Patterns of Kubernetes' contexts and namespaces. */
  readonly contexts: readonly string[];
  readonly namespaces: readonly string[];
  /** Names that look like production's and are not, as they stand. */
  readonly notProduction: readonly string[];
  readonly maxInstances: number;
  readonly maxShare: Ratio;
  /** No experiment begins or goes on while the file exists, or the address answers anything but `off`. */
  readonly killSwitch: KillSwitch | null;
  /** Who is asked whether an expected alert fired; null for the target's Prometheus. */
  readonly alertmanager: string | null;
  /** How faults get into the target; null where nothing can. */
  readonly driver: ComposeFacts | KubernetesFacts | null;
}

/** A file is relative to the project's folder. */
export type KillSwitch = { readonly file: string } | { readonly url: string };

export interface ComposeFacts {
  readonly kind: "compose";
  /** The folder of its docker-compose.yml, relative to the project's. */
  readonly project: string;
  /** Where Toxiproxy takes orders; null where connections do not pass through one. */
  readonly toxiproxy: string | null;
}

export interface KubernetesFacts {
  readonly kind: "kubernetes";
  /** A path, relative to the project's folder; null for the usual place. */
  readonly kubeconfig: string | null;
  readonly context: string;
  readonly namespace: string;
  readonly services: Readonly<Record<string, PodsOfService>>;
  /** Of the stores that are in the same namespace, by the names that experiments call them. */
  readonly stores: Readonly<Record<string, PodsOfStore>>;
}

export interface PodsOfService {
  readonly deployment: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of the container. */
  readonly port: number;
  /** Exact paths that HTTP faults leave alone: the pods' own probes. */
  readonly exclude: readonly string[];
}

/** They can be cut off and nothing else, which needs neither a port nor a Service. */
export interface PodsOfStore {
  readonly labels: Readonly<Record<string, string>>;
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
  /** Null: nothing was said, so nothing is allowed. */
  readonly chaos: TargetChaos | null;
}

/** What holds for addresses that no file describes. */
export const undescribed: Omit<Target, "name" | "description" | "addresses"> = {
  access: { headers: {}, auth: { kind: "none" } },
  tls: { ca: null, client: null, skipVerifyBecause: null },
  limits: { maxRatePerSecond: null, scenarios: null, closedModels: false },
  prometheus: null,
  labels: {},
  metrics: {},
  chaos: null,
};
