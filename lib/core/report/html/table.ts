/** A sheet as an HTML table that scrolls by itself where the screen is narrow, by touch and by keyboard. */
import { type Cell, type Column, type Sheet } from "../sheet.ts";
import { html, type Html, nothing } from "./html.ts";

/** @param caption what the table tells, for screen readers. Nothing where the sheet has no rows. */
export function table({ head, rows }: Sheet, caption: string): Html {
  if (rows.length === 0) return nothing;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map(({ title, align }) => html`<th scope="col" class="${align}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => tableRow(row, head))}
      </tbody>
    </table>
  </div>`;
}

function tableRow(cells: readonly Cell[], head: readonly Column[]): Html {
  const cell = (content: Cell, index: number) =>
    index === 0
      ? html`<th scope="row" class="left">${inside(content)}</th>`
      : html`<td class="${head[index]?.align ?? "left"}">${inside(content)}</td>`;
  return html`<tr>
    ${cells.map(cell)}
  </tr>`;
}

function inside(content: Cell): Html {
  if (typeof content === "string") return html`${content}`;
  if ("href" in content) return html`<a href="${content.href}">${content.text}</a>`;
  return html`<span class="mark ${content.meaning}">${content.text}</span>`;
}
