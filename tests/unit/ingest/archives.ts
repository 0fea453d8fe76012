import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';

import yazl from 'yazl';

/** A ZIP archive of the given files, as any program would write it. */
export async function zipOf(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, body] of Object.entries(files)) zip.addBuffer(Buffer.from(body), name);
  zip.end();
  return buffer(zip.outputStream);
}

/** A ZIP archive of one stored file, written byte by byte: the forms that well-behaved programs refuse to write. */
export function rawZip({
  name,
  body = 'hello',
  flags = 0,
  mode = 0o100644,
  copies = 1,
}: {
  name: string;
  body?: string;
  /** General purpose bits; bit 0 says "encrypted". */
  flags?: number;
  /** Unix mode; 0o120000 is a symbolic link. */
  mode?: number;
  /** How many entries of this name the directory lists. */
  copies?: number;
}): Buffer {
  const fileName = Buffer.from(name);
  // What is encrypted has twelve bytes before it.
  const data = Buffer.from((flags & 1) === 1 ? 'x'.repeat(12) + body : body);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(flags, 6);
  local.writeUInt32LE(crc32(data), 14);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(body.length, 22);
  local.writeUInt16LE(fileName.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE((3 << 8) | 20, 4);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(flags, 8);
  central.writeUInt32LE(crc32(data), 16);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt32LE(body.length, 24);
  central.writeUInt16LE(fileName.length, 28);
  central.writeUInt32LE((mode << 16) >>> 0, 38);
  const directory = Buffer.concat(Array.from({ length: copies }, () => Buffer.concat([central, fileName])));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(copies, 8);
  end.writeUInt16LE(copies, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length + fileName.length + data.length, 16);
  return Buffer.concat([local, fileName, data, directory, end]);
}
