/** OpenSLO documents as YAML, and back: checked by the specification's rules, with every name that is referred to. */
import { parseAllDocuments, stringify } from "yaml";
import * as z from "zod";
import type { OpenSloDocument } from "../../core/slo/openslo/documents.ts";
import { OpenSloError } from "./openslo-error.ts";
import { type CheckedDocument, openSloDocument } from "./spec.ts";

export function openSloYaml(documents: readonly OpenSloDocument[]): string {
  return documents.map((document) => `---\n${stringify(document, { lineWidth: 0 })}`).join("");
}

/** @throws OpenSloError with every problem */
export function readOpenSlo(text: string): readonly CheckedDocument[] {
  const problems: string[] = [];
  const documents = parseAllDocuments(text).flatMap((parsed, index) => {
    const value: unknown = "toJS" in parsed ? parsed.toJS() : null;
    const result = openSloDocument.safeParse(value);
    if (result.success) return [result.data];
    problems.push(`document ${index + 1} (${nameOf(value)}): ${z.prettifyError(result.error)}`);
    return [];
  });
  problems.push(...repeatedNames(documents), ...danglingReferences(documents));
  if (problems.length > 0) throw new OpenSloError(problems);
  return documents;
}

function nameOf(value: unknown): string {
  const named = z.looseObject({ metadata: z.looseObject({ displayName: z.string() }) }).safeParse(value);
  return named.success ? named.data.metadata.displayName : "without a name";
}

function repeatedNames(documents: readonly CheckedDocument[]): string[] {
  const names = documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => `${name}: name must be unique, got it twice; rename an objective`);
}

function danglingReferences(documents: readonly CheckedDocument[]): string[] {
  const known = new Set(documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
  return documents.flatMap((document) =>
    referencesOf(document)
      .filter((reference) => !known.has(reference))
      .map((reference) => `${document.kind} ${document.metadata.name}: ${reference} must be there`),
  );
}

function referencesOf(document: CheckedDocument): string[] {
  if (document.kind === "SLO") {
    const { service, indicatorRef, alertPolicies = [] } = document.spec;
    const policies = alertPolicies.map(({ alertPolicyRef }) => `AlertPolicy ${alertPolicyRef}`);
    return [`Service ${service}`, `SLI ${indicatorRef}`, ...policies];
  }
  if (document.kind !== "AlertPolicy") return [];
  const { conditions, notificationTargets } = document.spec;
  return [
    ...conditions.map(({ conditionRef }) => `AlertCondition ${conditionRef}`),
    ...notificationTargets.map(({ targetRef }) => `AlertNotificationTarget ${targetRef}`),
  ];
}
