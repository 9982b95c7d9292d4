/** The ChaosError that something must be refused with. */
import { ChaosError } from "../../lib/node/chaos/chaos-error.ts";

export async function refusalOf(promise: Promise<unknown>): Promise<ChaosError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ChaosError)) throw new Error(`no ChaosError, but ${String(error)}`);
  return error;
}
