/** Why an experiment's schedule was not followed to its end. */
export type Ending =
  /** The probe, or a Prometheus, saw more harm than was agreed on. */
  | { readonly kind: "stopCondition"; readonly text: string }
  /** Somebody pulled the target's kill switch. */
  | { readonly kind: "killSwitch"; readonly text: string }
  | { readonly kind: "interrupted"; readonly text: string }
  /** The load is over before its plan is, and nobody would see what a fault does. */
  | { readonly kind: "loadOver"; readonly text: string }
  /** A fault could not be injected, held or undone as it should. */
  | { readonly kind: "failed"; readonly text: string };

/** Whether the director ends the load for it; else it has ended, or somebody else ends it. */
export function endsLoad({ kind }: Ending): boolean {
  return kind === "stopCondition" || kind === "killSwitch" || kind === "failed";
}
