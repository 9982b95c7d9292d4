/** XML elements as text, with whatever a message holds made harmless. */

export type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const opened = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`),
  ].join(" ");
  if (children.length === 0) return `<${opened}/>`;
  return `<${opened}>\n${children.map(indented).join("\n")}\n</${name}>`;
}

/** Quotes and line breaks too, so that it fits an attribute; what XML 1.0 forbids becomes U+FFFD. */
export function escaped(value: string | number): string {
  return String(value)
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function indented(child: string): string {
  return child.replace(/^/gm, "  ");
}
