/**
 * Does a version fit a range like `2.2.x`? The few forms that a pin needs (`2.x`, `2.2.x`,
 * `2.2.1`), not the grammar of npm. A pre-release (`2.2.0-rc1`) fits nothing; build metadata
 * (`2.2.0+dirty`) is ignored.
 */
export interface VersionRange {
  readonly text: string;
  fits(version: string): boolean;
}

/** @returns null when the text is no such range */
export function parseRange(text: string): VersionRange | null {
  if (!/^\d+\.(x|\d+\.(x|\d+))$/.test(text)) return null;
  const wanted = text.split(".").filter((part) => part !== "x");
  return {
    text,
    fits(version) {
      const parts = /^(\d+)\.(\d+)\.(\d+)(?:\+.*)?$/.exec(version)?.slice(1);
      return parts !== undefined && wanted.every((part, index) => Number(part) === Number(parts[index]));
    },
  };
}
