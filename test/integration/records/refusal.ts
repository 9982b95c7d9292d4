/** The `RecordError` that a promise ends with. */
import { expect } from "chai";
import { RecordError } from "../../../lib/node/records/record-error.ts";

export async function refusalOf(work: Promise<unknown>): Promise<RecordError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RecordError)) expect.fail(`expected a RecordError, got ${String(error)}`);
  return error;
}
