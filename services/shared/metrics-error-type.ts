/** What went wrong with a store, as a label: the codes of `StoreError`, and one for everything else. */
export const databaseErrorTypes = ["exhausted", "unavailable", "slow", "other"] as const;
export type DatabaseErrorType = (typeof databaseErrorTypes)[number];

export function errorTypeOf(error: unknown): DatabaseErrorType {
  const code = error instanceof Error ? (error as { readonly code?: unknown }).code : undefined;
  return databaseErrorTypes.find((type) => type === code) ?? "other";
}
