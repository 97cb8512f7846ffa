/** Reads a multipart body for real, part by part. */
import { Busboy } from '@fastify/busboy';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';

export interface FilePart {
  filename: string;
  contentType: string;
  bytes: Buffer;
}
/** Parts by name; a name that came twice is listed in `repeated`. */
export interface Parts {
  fields: Record<string, string>;
  files: Record<string, FilePart>;
  repeated: string[];
}

/** Parses a body, or rejects when it is not well-formed multipart. */
export async function parseMultipart(headers: IncomingHttpHeaders, body: Buffer): Promise<Parts> {
  const parts: Parts = { fields: {}, files: {}, repeated: [] };
  const busboy = new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' } });
  const note = (name: string): void => {
    if (name in parts.fields || name in parts.files) parts.repeated.push(name);
  };
  busboy.on('field', (name, value) => {
    note(name);
    parts.fields[name] = value;
  });
  busboy.on('file', (name, stream, filename, _encoding, contentType) => {
    note(name);
    const chunks: Buffer[] = [];
    parts.files[name] = { filename, contentType, bytes: Buffer.alloc(0) };
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => (parts.files[name] = { filename, contentType, bytes: Buffer.concat(chunks) }));
  });
  await new Promise<void>((resolve, reject) => {
    busboy.on('finish', () => resolve());
    busboy.on('error', reject);
    Readable.from([body]).pipe(busboy);
  });
  return parts;
}
