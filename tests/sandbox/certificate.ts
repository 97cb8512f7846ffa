/** A certificate made at start for the imitated hosts; nothing of it is ever kept. */
import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

const NAMES = ['www.vinted.fr', 'vinted.fr', '*.vinted.fr', 'images1.vinted.net', '*.vinted.net'];

export interface Certificate {
  key: string;
  cert: string;
  /** base64 sha256 of the public key, for Chromium's --ignore-certificate-errors-spki-list. */
  spki: string;
}

/** Makes a fresh certificate and its public key fingerprint. */
export async function makeCertificate(): Promise<Certificate> {
  const altNames = NAMES.map((value) => ({ type: 2 as const, value }));
  const pems = await generate([{ name: 'commonName', value: NAMES[0]! }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  const publicKey = new X509Certificate(pems.cert).publicKey.export({ type: 'spki', format: 'der' });
  return {
    key: pems.private,
    cert: pems.cert,
    spki: createHash('sha256').update(publicKey).digest('base64'),
  };
}
