import { generate } from 'selfsigned';

/** A certificate and its private key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;
/** The clocks of a machine and its containers may differ. */
const CLOCK_TOLERANCE_MILLIS = 5 * MINUTE_MILLIS;

/**
 * Makes a self-signed certificate for the names and addresses of this machine. It is valid for a week and can sign no
 * other certificate, so that a client may trust it.
 */
export async function makeCertificate(now: number): Promise<Certificate> {
  const subject = [{ name: 'commonName', value: 'localhost' }];
  const { cert, private: key } = await generate(subject, {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - CLOCK_TOLERANCE_MILLIS),
    notAfterDate: new Date(now + 7 * DAY_MILLIS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { cert, key };
}
