/** Sentences as lines of at most a terminal's width, indented, later lines a little more. */

const WIDTH = 100;
const INDENT = "  ";

/** Words are never cut: one that is longer than a line has a line of its own. */
export function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = INDENT;
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${INDENT}${INDENT}${word}`;
    } else {
      line = isFirst ? `${line}${word}` : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
