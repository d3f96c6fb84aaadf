import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalRouter } from '../local-router';

/** How clients reach the router. */
export interface RouterAddress {
  /** With `https` if the router takes TLS. */
  readonly url: string;
  /** Without TLS. */
  readonly plainUrl: string;
  /** The file with the certificate, relative to the working directory; undefined without TLS. */
  readonly certificateFile: string | undefined;
}

/**
 * In the working directory, because an installed package may be read-only. A port always has the same file, so that a shell
 * may go on with its variables.
 */
const FOLDER = join('dist', 'tls');

/** Writes the certificate of the router to a file that clients can trust. */
export function publishAddress({
  url: plainUrl,
  certificate,
}: Pick<LocalRouter, 'url' | 'certificate'>): RouterAddress {
  if (certificate === undefined) return { url: plainUrl, plainUrl, certificateFile: undefined };
  const url = new URL(plainUrl);
  const certificateFile = join(FOLDER, `${url.port}.pem`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(certificateFile, certificate);
  return { url: plainUrl.replace('http:', 'https:'), plainUrl, certificateFile };
}
