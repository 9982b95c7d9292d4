/** The command that repeats a run, as a person can paste it into a shell. */

export function commandLine(words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

/** In single quotes where a shell would read more into the word than it says. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
