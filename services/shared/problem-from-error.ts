/**
 * Which problem an error is: the one place where errors of the framework, of validation and of a
 * service's own rooms become statuses. Anything unknown is a 500 that says nothing of its cause.
 */
import { badRequest, Problem, type FieldProblem } from "./problem.ts";

/** A service's own translation, e.g. of the errors of its store; null for errors it does not know. */
export type Translate = (error: unknown) => Problem | null;

/** Codes for what the framework refuses before a handler runs. */
const codeByStatus: Readonly<Record<number, string>> = {
  400: "invalid-request",
  413: "body-too-large",
  414: "path-too-long",
  415: "unsupported-media-type",
};

export function problemFromError(error: unknown, translate: Translate): Problem {
  if (error instanceof Problem) return error;
  const translated = translate(error);
  if (translated !== null) return translated;
  const facts = error as Partial<FrameworkError> | null | undefined;
  if (facts?.validation !== undefined) {
    return badRequest(
      facts.validation.map((found) => fieldProblem(found, facts.validationContext ?? "body")),
    );
  }
  const status = facts?.statusCode;
  if (typeof status === "number" && status >= 400 && status < 500) {
    const detail = facts?.message ?? "the request was refused";
    return new Problem({ status, code: codeByStatus[status] ?? "refused", detail }, error);
  }
  return new Problem({ status: 500, code: "internal", detail: "an error inside the service" }, error);
}

interface FrameworkError {
  readonly statusCode: number;
  readonly message: string;
  readonly validation: readonly SchemaFinding[];
  readonly validationContext: string;
}

interface SchemaFinding {
  readonly keyword: string;
  /** JSON pointer, e.g. `/email`. */
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

function fieldProblem(found: SchemaFinding, context: string): FieldProblem {
  const path = found.instancePath.split("/").filter((part) => part !== "");
  if (found.keyword === "required") {
    return {
      field: [context, ...path, String(found.params.missingProperty)].join("."),
      message: "is required",
    };
  }
  if (found.keyword === "additionalProperties") {
    const field = [context, ...path, String(found.params.additionalProperty)].join(".");
    return { field, message: "is not a known field" };
  }
  return {
    field: [context, ...path].join("."),
    message: found.message ?? `breaks the rule ${found.keyword}`,
  };
}
