/** The error-budget policy: what is agreed to happen when so much of a budget is spent. */

export interface PolicyStep {
  /** Of the budget, from which the step holds. */
  readonly spentShare: number;
  readonly action: string;
}

/** From the least to the most. */
export const budgetPolicy: readonly PolicyStep[] = [
  { spentShare: 0.5, action: "look for what spends it, and plan its repair" },
  { spentShare: 0.75, action: "repairs go before features; risky releases wait" },
  { spentShare: 0.9, action: "only repairs and what can be switched off are released" },
  { spentShare: 1, action: "no release but repairs until there is budget again; review what happened" },
];

/** The farthest step that was reached; null below the first. */
export function policyStep(spentShare: number): PolicyStep | null {
  return budgetPolicy.findLast((step) => spentShare >= step.spentShare) ?? null;
}
