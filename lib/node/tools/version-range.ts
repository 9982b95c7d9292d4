/**
 * Does a version fit a range like `2.2.x`? The few forms that a pin needs (`2.x`, `2.2.x`,
 * `2.2.1`, `2.x or 3.x`), not the grammar of npm. A pre-release (`2.2.0-rc1`) fits nothing; build metadata
 * (`2.2.0+dirty`) is ignored.
 */
export interface VersionRange {
  readonly text: string;
  fits(version: string): boolean;
}

/** @returns null when the text is no such range */
export function parseRange(text: string): VersionRange | null {
  const alternatives = text.split(" or ");
  if (!alternatives.every((one) => /^\d+\.(x|\d+\.(x|\d+))$/.test(one))) return null;
  return {
    text,
    fits: (version) => alternatives.some((one) => fitsOne(version, one)),
  };
}

function fitsOne(version: string, range: string): boolean {
  const wanted = range.split(".").filter((part) => part !== "x");
  const parts = /^(\d+)\.(\d+)\.(\d+)(?:\+.*)?$/.exec(version)?.slice(1);
  return parts !== undefined && wanted.every((part, index) => Number(part) === Number(parts[index]));
}
