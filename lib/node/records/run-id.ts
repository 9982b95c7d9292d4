/**
 * A run's id: `20260802T101530Z-sustained-k3f9x2`. Names sort by start; the random end keeps
 * runs apart that start in the same second. Safe as a folder name, a tag and part of a URL.
 */
import { randomInt } from "node:crypto";

/** No vowels and no look-alikes: no words, and none misread. */
const letters = "23456789bcdfghjkmnpqrstvwxz";
const randomLetters = 6;

/** @param pick a whole number from 0 to below its argument */
export function newRunId(scenario: string, now: Date, pick: (below: number) => number = randomInt): string {
  const time = now
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replace(/[-:]/g, "");
  const end = Array.from({ length: randomLetters }, () => letters[pick(letters.length)]).join("");
  return `${time}-${scenario}-${end}`;
}

export function isRunId(text: string): boolean {
  return /^\d{8}T\d{6}Z-[A-Za-z0-9_-]+-[a-z0-9]+$/.test(text);
}
