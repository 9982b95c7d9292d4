/**
 * A credential in a target's file: never itself, only where it is to be found. Whatever stands there
 * instead may be the credential, so no refusal repeats what it received.
 */
import * as z from "zod";
import { wording, type ProjectErrorCode } from "./project-error.ts";

export type SecretReference =
  { readonly env: string } | { readonly file: string } | { readonly k6Secret: string };

const places = ["env", "file", "k6Secret"] as const;

/** `{ env: NAME }`, `{ file: path }` or `{ k6Secret: key }`. */
export const secretReference = z.unknown().transform((value, context): SecretReference => {
  const reference = asReference(value);
  if (reference !== null) return reference;
  const literal = isLiteral(value);
  const text = literal ? wording.literalSecret() : wording.reference();
  context.issues.push(refusal(value, text, literal ? "literalSecret" : "wrongShape"));
  return z.NEVER;
});

/** A file alone, for certificates and keys, which k6 and Node read from disk. */
export const fileReference = z.unknown().transform((value, context): { readonly file: string } => {
  const reference = asReference(value);
  if (reference !== null && "file" in reference) return reference;
  context.issues.push(refusal(value, wording.fileReference()));
  return z.NEVER;
});

/** A value that may be read by everybody, or a reference. */
export const textOrReference = z.unknown().transform((value, context): string | SecretReference => {
  if (typeof value === "string" && value !== "") return value;
  const reference = asReference(value);
  if (reference !== null) return reference;
  context.issues.push(refusal(value, wording.textOrReference()));
  return z.NEVER;
});

/** Whether a field of this name holds a credential, judging by the name. */
export function namesSecret(name: string): boolean {
  return /auth|cookie|token|secret|passw|passphrase|api[-_]?key|session|credential|signature|\bpin\b|otp/i.test(
    name,
  );
}

export function isReference(value: string | SecretReference): value is SecretReference {
  return typeof value !== "string";
}

function asReference(value: unknown): SecretReference | null {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 1) return null;
  const [[place, name] = ["", null]] = Object.entries(value);
  const isPlace = (places as readonly string[]).includes(place);
  if (!isPlace || typeof name !== "string" || name === "") return null;
  if (place === "env" && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return null;
  return value as SecretReference;
}

function isLiteral(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** `params` tell `shapeProblems` that the message is the whole sentence. */
function refusal(input: unknown, message: string, code: ProjectErrorCode = "wrongShape") {
  return { code: "custom", input, message, params: { wholeSentence: code } } as const;
}
