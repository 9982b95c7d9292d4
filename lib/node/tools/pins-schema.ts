/**
 * The schema of `tools/pinned.json`, which is the only place that names a version, a file or an
 * address of an outside program or module. Another program is another entry there.
 */
import { z } from "zod";
import { parseRange } from "./version-range.ts";

export type PinnedProgram = Readonly<z.infer<typeof program>>;
export type PinnedRelease = NonNullable<PinnedProgram["release"]>;
export type PinnedAsset = PinnedRelease["assets"][number];
export type PinnedModule = Readonly<z.infer<typeof module>>;
export type Pins = Readonly<z.infer<typeof pinsSchema>>;

const fileName = z.string().regex(/^[\w.-]+$/, "must be a plain file name");
const version = z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version like 2.2.0");
const httpsUrl = z.url({ protocol: /^https$/, error: "must be an https:// address" });

const asset = z.strictObject({
  /** As `process.platform` and `process.arch` say it. */
  os: z.enum(["linux", "darwin", "win32"]),
  cpu: z.enum(["x64", "arm64"]),
  file: fileName.regex(/\.(tar\.gz|zip)$/, "must end in .tar.gz or .zip"),
  /** The one file in the archive that is wanted. */
  member: z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/, "must be a relative path with /"),
  /** True where nobody has seen it run. */
  experimental: z.boolean(),
});

const release = z.strictObject({
  baseUrl: httpsUrl,
  checksums: fileName,
  /** Limit for the archive, and for the program in it. */
  maximumBytes: z.int().positive(),
  assets: z.array(asset).min(1),
});

const program = z
  .strictObject({
    licence: z.string().min(1),
    installPage: httpsUrl,
    /** File name without `.exe`. */
    executable: fileName,
    /** The version that is downloaded or built. */
    version,
    /** The versions that are as good: `2.2.x`. */
    accepts: z.string().refine((text) => parseRange(text) !== null, "must be a range like 2.2.x"),
    versionCommand: z.strictObject({
      arguments: z.array(z.string()),
      /** Regular expression (multi-line) whose first group is the version. */
      pattern: z.string().refine(isPattern, "must be a regular expression with one group"),
    }),
    environment: z.strictObject({
      binary: z.string(),
      /** Names a mirror of the release; null without a release. */
      baseUrl: z.string().nullable(),
    }),
    release: release.nullable(),
    /** Folder of a Go module whose main package is the program; from the installation's root. */
    goModule: z.string().min(1).nullable(),
    /** What is built, where the main package is not the module's own but one that it requires. */
    goPackage: z.string().min(1).optional(),
    /** The variable in which releases link the version, where the source does not say it. */
    goVersionVariable: z.string().min(1).optional(),
  })
  .refine((p) => parseRange(p.accepts)?.fits(p.version) ?? true, "version must lie in accepts")
  .refine(
    (p) => (p.release === null) === (p.environment.baseUrl === null),
    "environment.baseUrl must be null exactly where there is no release",
  );

const module = z.strictObject({
  licence: z.string().min(1),
  version,
  url: httpsUrl,
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hexadecimal digits"),
});

export const pinsSchema = z.strictObject({
  schema: z.literal(1),
  programs: z.record(z.string(), program),
  modules: z.record(z.string(), module),
});

function isPattern(text: string): boolean {
  try {
    // With an empty alternative it always matches, so that the groups can be counted.
    return new RegExp(`${text}|`).exec("")?.length === 2;
  } catch {
    return false;
  }
}
