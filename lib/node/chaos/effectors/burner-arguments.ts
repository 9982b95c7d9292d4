/** What the controller and a burner agree on: its arguments, by which it is also found again. */

export type Burning =
  | { readonly what: "cpu"; readonly endsAfterSeconds: number }
  | { readonly what: "memory"; readonly bytes: number; readonly endsAfterSeconds: number };

export const BURNER_BUNDLE = "burner.mjs";

/** `<mark> <seconds> cpu` or `<mark> <seconds> memory <bytes>`. */
export function writeBurnerArguments(mark: string, burning: Burning): string[] {
  const { what, endsAfterSeconds } = burning;
  return [mark, String(endsAfterSeconds), what, ...(what === "memory" ? [String(burning.bytes)] : [])];
}

export function readBurnerArguments([, seconds, what, bytes]: readonly string[]): Burning {
  const endsAfterSeconds = Number(seconds);
  return what === "memory"
    ? { what, bytes: Number(bytes), endsAfterSeconds }
    : { what: "cpu", endsAfterSeconds };
}

/** Whether this command line is a burner's that carries the mark: the bundle, then the mark, and not some tool that looks for it. */
export function carriesMark(commandLine: readonly string[], mark: string): boolean {
  const bundle = commandLine.findIndex((argument) => argument.endsWith(`/${BURNER_BUNDLE}`));
  return bundle !== -1 && commandLine[bundle + 1] === mark;
}
