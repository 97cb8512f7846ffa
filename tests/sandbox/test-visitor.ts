/** A minimal browser for the sandbox's own tests: cookie jar, CSRF token read from a page, headers of a good client. */
import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import sharp from 'sharp';
import type { Sandbox } from './sandbox.ts';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  bytes: Buffer;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers freely
  json: any;
}
interface Sending {
  body?: string | Buffer;
  headers?: Record<string, string>;
  host?: string;
}

const TOKEN = /\\?"CSRF_TOKEN\\?"\s*:\s*\\?"([^"\\]+)\\?"/;
export const FORM_HEADERS = {
  'x-enable-multiple-size-groups': 'true',
  'x-enable-dynamic-attribute-condition': 'true',
  'x-enable-dynamic-attribute-size': 'true',
  'x-enable-dynamic-attribute-video-game-rating': 'true',
};
export const CREATE_HEADERS = { ...FORM_HEADERS, 'x-upload-form': 'true' };

let pictures = 0;
/** A small JPEG, different at each call. */
export async function jpeg(width = 60, height = 80): Promise<Buffer> {
  pictures += 1;
  const background = { r: (pictures * 37) % 256, g: (pictures * 91) % 256, b: pictures % 256 };
  return sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

/** A multipart body by hand, so that wrong ones can be made too. */
export function multipart(
  parts: { name: string; value: string | Buffer; filename?: string; type?: string }[],
): Sending {
  const boundary = 'limite-du-test';
  const chunks = parts.flatMap(({ name, value, filename, type }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n`,
    ),
    Buffer.from(`${type ? `Content-Type: ${type}\r\n` : ''}\r\n`),
    Buffer.from(value as string),
    Buffer.from('\r\n'),
  ]);
  const body = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

export class Visitor {
  readonly cookies = new Map<string, string>();
  csrf = '';
  private readonly sandbox: Sandbox;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
  }

  /** Sends one request; cookies go along and are kept. */
  async send(
    method: string,
    path: string,
    { body, headers = {}, host = 'www.vinted.fr' }: Sending = {},
  ): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = {
      host,
      ...(cookie ? { cookie } : {}),
      ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      ...headers,
    };
    const to = {
      host: '127.0.0.1',
      port: this.sandbox.port,
      servername: host,
      ca: this.sandbox.certPem,
      agent: false as const,
    };
    return new Promise((resolve, reject) => {
      const call = request({ ...to, method, path, headers: sent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          this.keep(response.headers['set-cookie'] ?? []);
          resolve(reply(response.statusCode ?? 0, response.headers, Buffer.concat(chunks)));
        });
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  private keep(lines: string[]): void {
    for (const line of lines) {
      const [name = '', value = ''] = line.split(';')[0]!.split(/=(.*)/s);
      if (/Max-Age=0\b/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  /** Loads a page and takes its token. */
  async visit(path = '/'): Promise<Reply> {
    const page = await this.send('GET', path);
    this.csrf = TOKEN.exec(page.text)?.[1] ?? this.csrf;
    return page;
  }

  get(path: string): Promise<Reply> {
    return this.send('GET', path);
  }

  /** A write (or read by POST) with the headers of a good client. */
  write(method: string, path: string, json?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const own = { 'x-csrf-token': this.csrf, 'x-anon-id': this.cookies.get('anon_id') ?? '' };
    if (json === undefined) return this.send(method, path, { headers: { ...own, ...headers } });
    return this.send(method, path, {
      body: JSON.stringify(json),
      headers: { ...own, 'content-type': 'application/json', ...headers },
    });
  }

  checkAccount(): Promise<Reply> {
    return this.get('/api/v2/users/current');
  }

  /** Uploads a photo; gives the reply. */
  async upload(tempUuid: string, bytes?: Buffer): Promise<Reply> {
    const form = multipart([
      { name: 'photo[type]', value: 'item' },
      { name: 'photo[file]', value: bytes ?? (await jpeg()), filename: 'photo.jpg', type: 'image/jpeg' },
      { name: 'photo[temp_uuid]', value: tempUuid },
    ]);
    const own = { 'x-csrf-token': this.csrf, 'x-anon-id': this.cookies.get('anon_id') ?? '' };
    return this.send('POST', '/api/v2/photos', { ...form, headers: { ...form.headers, ...own } });
  }
}

function reply(status: number, headers: IncomingHttpHeaders, bytes: Buffer): Reply {
  const text = bytes.toString('utf8');
  const json: unknown = /^[{[]/.test(text) ? tryParse(text) : undefined;
  return { status, headers, text, bytes, json };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
