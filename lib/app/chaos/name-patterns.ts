/** Names against an allow-list: a pattern is a name in which `*` stands for anything, case aside. */

export function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => expressionOf(pattern).test(name));
}

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}/-]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i");
}

/** A word of its own within the name: `shop-prod`, `live.example`, `prod2`; not `preprod`, `delivery` or `livestock`. */
const productionWord = /(?<![a-z])(prod|production|live)(?![a-z])/i;

export function looksLikeProduction(name: string): boolean {
  return productionWord.test(name);
}
