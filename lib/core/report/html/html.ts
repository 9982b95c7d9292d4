/**
 * HTML as a template: whatever is put in is escaped unless it is HTML of this module already. There
 * is no way to write unescaped text by mistake, and one to do it on purpose, for what we made ourselves.
 */

export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Part = string | number | Html | readonly Html[];

/** html`<p>${text}</p>`; attributes must stand in double quotes. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = literals.map((literal, index) => literal + markupOf(parts[index] ?? "")).join("");
  return new Html(markup);
}

/** What is HTML, script or style of ours as it is. */
export function asIs(markup: string): Html {
  return new Html(markup);
}

export const nothing = new Html("");

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === "object") return part.map(({ markup }) => markup).join("\n");
  return escaped(String(part));
}

/** Control characters have no place in a page; browsers would show them as something else. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
