/**
 * Packs archives byte by byte, so that tests can make what no honest packer makes: names that lead
 * out of the folder, links, a size that lies.
 */
import { crc32, gzipSync } from "node:zlib";
import { Header } from "tar";

export interface ArchiveEntry {
  readonly path: string;
  readonly content: string;
  /** A symbolic link to `content`. */
  readonly isLink?: boolean;
}

export function tarGz(entries: readonly ArchiveEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, content, isLink = false }) => {
    const body = isLink ? Buffer.alloc(0) : Buffer.from(content);
    const header = new Header({
      path,
      size: body.length,
      mode: 0o755,
      type: isLink ? "SymbolicLink" : "File",
      ...(isLink ? { linkpath: content } : {}),
    });
    const head = Buffer.alloc(512);
    header.encode(head, 0);
    return [head, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** Stored, not compressed. */
export function zip(entries: readonly ArchiveEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path);
    const body = Buffer.from(entry.content);
    const local = Buffer.concat([zipHeader(0x04034b50, 30, entry, body, name), name, body]);
    locals.push(local);
    const central = zipHeader(0x02014b50, 46, entry, body, name);
    central.writeUInt32LE(offset, 42);
    centrals.push(Buffer.concat([central, name]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The fields that both kinds of header have; a central one holds "made by" before them. */
function zipHeader(
  signature: number,
  length: 30 | 46,
  entry: ArchiveEntry,
  body: Buffer,
  name: Buffer,
): Buffer {
  const header = Buffer.alloc(length);
  const at = length === 46 ? 6 : 4;
  header.writeUInt32LE(signature, 0);
  header.writeUInt16LE(20, at);
  header.writeUInt32LE(crc32(body), at + 10);
  header.writeUInt32LE(body.length, at + 14);
  header.writeUInt32LE(body.length, at + 18);
  header.writeUInt16LE(name.length, at + 22);
  if (length === 46) {
    const unix = 3;
    header.writeUInt16LE((unix << 8) | 20, 4);
    const mode = entry.isLink === true ? 0o120777 : 0o100755;
    header.writeUInt32LE((mode << 16) >>> 0, 38);
  }
  return header;
}
