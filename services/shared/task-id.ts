/** The id of a task from a path. */
import { badRequest } from "./problem.ts";

export function readTaskId(params: unknown): string {
  const { id } = params as { readonly id: unknown };
  if (typeof id === "string" && /^[0-9a-f]{24}$/.test(id)) return id;
  const message = `must be 24 lower-case hexadecimal digits, got ${JSON.stringify(id).slice(0, 40)}`;
  throw badRequest([{ field: "path.id", message }]);
}
