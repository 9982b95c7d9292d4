/** What can be sampled during a run, and by which name a person knows it. */

/** Any process of this machine: CPU and memory as the operating system tells them. */
export interface ProcessSubject {
  readonly kind: "process";
  readonly name: string;
  readonly pid: number;
  /** Its end during the run is nothing to tell of: k6 ends when it is done. */
  readonly mayEnd: boolean;
}

/** A service that tells its own figures on a page in Prometheus' text format. */
export interface MetricsSubject {
  readonly kind: "metrics";
  readonly name: string;
  readonly url: string;
}

/** A container of the engine on this machine. */
export interface ContainerSubject {
  readonly kind: "container";
  readonly name: string;
  /** Its id, or its name in the engine. */
  readonly container: string;
}

export type Subject = ProcessSubject | MetricsSubject | ContainerSubject;
