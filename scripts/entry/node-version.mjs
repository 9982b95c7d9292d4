/** Is this Node new enough? Written in syntax that the old ones parse, too: they are who is told. */

/**
 * @param {string} version of the running Node, such as 20.19.1
 * @param {string} required `engines.node` of package.json; only the form >=20.19 is understood
 * @returns {string | null} the sentence for the person, or null when all is well
 */
export function nodeVersionProblem(version, required) {
  const match = /^>=(\d+(?:\.\d+)*)$/.exec(required);
  if (match === null) throw new Error("package.json: engines.node must look like >=20.19, got " + required);
  if (compare(numbers(version), numbers(match[1])) >= 0) return null;
  return (
    "tidemark: Node.js must be " +
    match[1] +
    " or newer, but this is " +
    version +
    " (" +
    process.execPath +
    "); install a newer one, for example from https://nodejs.org"
  );
}

function numbers(version) {
  return version.split(".").map((part) => parseInt(part, 10));
}

/** Parts that are not given count as zero. */
function compare(a, b) {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] || 0) - (b[index] || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
