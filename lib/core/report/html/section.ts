/** A part of the page with its heading; one that has nothing to say is left out. */
import { html, type Html, nothing } from "./html.ts";

/** @param id of the section, for links to it */
export function section(id: string, title: string, contents: readonly Html[]): Html {
  const said = contents.filter(({ markup }) => markup !== "");
  if (said.length === 0) return nothing;
  return html`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}</h2>
    ${said}
  </section>`;
}

/** Nothing where there are none. */
export function list(sentences: readonly string[]): Html {
  if (sentences.length === 0) return nothing;
  return html`<ul>
    ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;
}
