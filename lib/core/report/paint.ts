/** Colour for a terminal, or none: the only place that knows escape codes. */
import type { Meaning } from "./sheet.ts";

export type Paint = (text: string, meaning: Meaning | "heading") => string;

const green = 32;
const red = 31;
const yellow = 33;
const bold = 1;

const codes: Readonly<Record<Meaning | "heading", number>> = {
  pass: green,
  met: green,
  fail: red,
  missed: red,
  aborted: red,
  inconclusive: yellow,
  undecided: yellow,
  heading: bold,
};

export function painter(colour: boolean): Paint {
  return colour ? (text, meaning) => `\u001b[${codes[meaning]}m${text}\u001b[0m` : (text) => text;
}
