/**
 * A page that is one file and asks nobody for anything: its style and its script stand in it, and its
 * policy lets the browser run these two alone, by their hashes, and load nothing at all.
 */
import { asIs, html, type Html, nothing } from "./html.ts";

/** Text of our own, with its SHA-256 as the policy writes it (base64). */
export interface InlineAsset {
  readonly text: string;
  readonly sha256: string;
}

export interface PageAssets {
  readonly style: InlineAsset;
  readonly script: InlineAsset;
}

export interface Page {
  readonly title: string;
  readonly header: Html;
  readonly sections: readonly Html[];
  readonly footer: Html;
  readonly style: InlineAsset;
  /** With the data that it draws; null for a page without a script. */
  readonly script: { readonly asset: InlineAsset; readonly data: unknown } | null;
}

export function page({ title, header, sections, footer, style, script }: Page): string {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(style, script?.asset ?? null)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${element("style", style.text)}
      </head>
      <body>
        ${header}
        <main>${sections}</main>
        ${footer} ${script === null ? nothing : scripts(script.asset, script.data)}
      </body>
    </html>`;
  return `${document.markup.trim()}\n`;
}

/** `data:` is for the empty icon that keeps browsers from asking a server for one. */
function policy(style: InlineAsset, script: InlineAsset | null): string {
  return [
    "default-src 'none'",
    "img-src data:",
    `style-src 'sha256-${style.sha256}'`,
    script === null ? "script-src 'none'" : `script-src 'sha256-${script.sha256}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function scripts({ text }: InlineAsset, data: unknown): Html {
  return html`${element("script", jsonForScript(data), ' type="application/json" id="report-data"')}
  ${element("script", text)}`;
}

/** Not one space more than the text: the hash in the policy is of all that stands between the tags. */
function element(name: "style" | "script", text: string, attributes = ""): Html {
  return asIs(`<${name}${attributes}>${text}</${name}>`);
}

/** A `<` could end the script, whatever string it stands in; the two separators end lines in old engines. */
function jsonForScript(data: unknown): string {
  return JSON.stringify(data)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}
