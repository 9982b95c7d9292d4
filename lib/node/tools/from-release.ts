/**
 * The fourth way: download what the authors published for this platform, check it against the
 * release's checksum file before anything opens it, and install the one program in it.
 */
import { join } from "node:path";
import { fileUrl, releaseBaseUrl } from "./base-url.ts";
import { programFile } from "./cache-folder.ts";
import { checksumOf, requireChecksum } from "./checksum.ts";
import { downloadFile, downloadText, type DownloadOptions } from "./download.ts";
import { install } from "./install.ts";
import type { PinnedAsset, PinnedRelease } from "./pins-schema.ts";
import { assetFor, executableName } from "./platform.ts";
import { found, passedOver, type Finding, type Search } from "./search.ts";
import { unpackMember } from "./unpack.ts";
import { whyStepFailed } from "./why-step-failed.ts";

const way = "official release";
const maximumChecksumBytes = 1_000_000;

/** @throws ToolError `baseUrl` */
export async function fromRelease(search: Search): Promise<Finding> {
  const { release } = search.program;
  if (release === null) return passedOver(way, "there is none");
  const asset = assetFor(release, search.platform);
  if (asset === null) return passedOver(way, `none for ${search.platform.os} on ${search.platform.cpu}`);
  const base = releaseBaseUrl(search, release.baseUrl);
  try {
    const version = await downloadAndInstall(search, { release, asset, base });
    return found(search, programFile(search), version, "downloaded");
  } catch (error) {
    const why = whyStepFailed(search, error);
    search.say(`${search.name}: ${why}`);
    return passedOver(way, why);
  }
}

async function downloadAndInstall(
  search: Search,
  { release, asset, base }: { release: PinnedRelease; asset: PinnedAsset; base: URL },
): Promise<string> {
  const { env, limits, signal } = search;
  const experimental = asset.experimental ? " (experimental on this platform)" : "";
  search.say(`${search.name}: downloading ${fileUrl(base, asset.file).href}${experimental}`);
  const checksums = await downloadText(fileUrl(base, release.checksums), {
    env,
    limits,
    signal,
    maximumBytes: maximumChecksumBytes,
  });
  const expected = checksumOf(asset.file, release.checksums, checksums);
  return install(search, async (scratch) => {
    const archive = join(scratch, asset.file);
    const options = { env, limits, signal, maximumBytes: release.maximumBytes, progress: quarters(search) };
    const { sha256 } = await downloadFile(fileUrl(base, asset.file), archive, options);
    requireChecksum(asset.file, expected, sha256);
    const destination = join(scratch, executableName(search.program.executable, search.platform));
    const { member } = asset;
    await unpackMember({
      archive,
      name: asset.file,
      member,
      destination,
      maximumBytes: release.maximumBytes,
    });
    return destination;
  });
}

/** A line at each quarter: enough to see that it moves, few enough for a log. */
function quarters(search: Search): NonNullable<DownloadOptions["progress"]> {
  let said = 0;
  return (receivedBytes, totalBytes) => {
    if (totalBytes === null) return;
    const quarter = Math.floor((4 * receivedBytes) / totalBytes);
    if (quarter === said) return;
    said = quarter;
    search.say(`${search.name}: ${quarter * 25} % of ${(totalBytes / 1e6).toFixed(1)} MB`);
  };
}
