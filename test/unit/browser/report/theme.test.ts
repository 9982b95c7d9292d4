import { expect } from "chai";
import { type Theme, themeFor } from "../../../../lib/browser/report/theme.ts";

/** Behind the charts: `--card` of style.css. */
const cards = { light: "#f6f7f9", dark: "#1a1f28" } as const;

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe("themeFor", () => {
  it("knows black on white as the largest contrast there is", () => {
    expect(contrast("#000000", "#ffffff")).to.be.closeTo(21, 1e-9);
  });

  for (const [name, theme] of [
    ["light", themeFor(false)],
    ["dark", themeFor(true)],
  ] as const satisfies readonly (readonly [string, Theme])[]) {
    it(`draws lines that can be seen, at least 3 to 1, and words that can be read, at least 4.5 to 1, in the ${name} one`, () => {
      for (const colour of theme.series) expect(contrast(colour, cards[name]), colour).to.be.at.least(3);
      expect(contrast(theme.limit, cards[name])).to.be.at.least(4.5);
      expect(contrast(theme.text, cards[name])).to.be.at.least(4.5);
    });

    it(`has no colour twice in the ${name} one`, () => {
      const colours = [...theme.series, theme.limit];
      expect(new Set(colours).size).to.equal(colours.length);
    });
  }
});
