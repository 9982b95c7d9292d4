/**
 * How the disruptor turns a script's values into its own (v0.3.17, pkg/api/convert.go): strictly, field by
 * field, and in these words.
 */

/** What a field must be. */
export type Kind = "duration" | "int or string" | "number" | "string" | "map" | Shape;

export interface Shape {
  readonly struct: string;
  readonly fields: Readonly<Record<string, Kind>>;
}

/** @throws Error as the extension throws it */
export function convert(value: unknown, kind: Kind): void {
  if (typeof kind === "object") convertStruct(value, kind);
  else convertPlain(value, kind);
}

function convertPlain(value: unknown, kind: Exclude<Kind, Shape>): void {
  switch (kind) {
    case "duration":
      if (typeof value !== "string") throw new Error(`expected string got ${goType(value)}`);
      parseDuration(value);
      return;
    case "int or string":
      if (typeof value === "string" || (typeof value === "number" && Number.isInteger(value))) return;
      throw new Error(`expected int or string value got ${goType(value)}`);
    case "number":
      if (typeof value !== "number") throw new Error(`expected float32 got ${goType(value)}`);
      return;
    case "string":
      if (typeof value !== "string") throw new Error(`expected string got ${goType(value)}`);
      return;
    case "map":
      if (typeof value !== "object" || value === null) {
        throw new Error(`expected value map[string]interface{} got ${goType(value)}`);
      }
  }
}

/** @returns seconds. @throws Error as Go's time.ParseDuration */
export function parseDuration(text: string): number {
  const unit = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;
  const match = /^(-?\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  if (match === null) {
    const why = /^-?\d+(\.\d+)?$/.test(text) ? "missing unit in duration" : "invalid duration";
    throw new Error(`time: ${why} ${JSON.stringify(text)}`);
  }
  return Number(match[1]) * unit[match[2] as keyof typeof unit];
}

function convertStruct(value: unknown, { struct, fields }: Shape): void {
  if (typeof value !== "object" || value === null) {
    throw new Error(`expected value map[string]interface{} got ${goType(value)}`);
  }
  for (const [field, given] of Object.entries(value)) {
    const kind = fields[field];
    if (kind === undefined) throw new Error(`unknown field ${field} in struct ${struct}`);
    try {
      convert(given, kind);
    } catch (error) {
      throw new Error(
        `error converting field ${field} of struct ${struct}: ${error instanceof Error ? error.message : ""}`,
        { cause: error },
      );
    }
  }
}

function goType(value: unknown): string {
  if (value === null || value === undefined) return "%!s(<nil>)";
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  return typeof value === "boolean" ? "bool" : typeof value;
}
