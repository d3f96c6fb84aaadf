import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Checksum, SourceData } from '@smithy/types';

/**
 * SHA-256 and its HMAC for the SDK's signer. The SDK's own class makes a stream for each, and passes the key to `createHmac`
 * as bytes, for which Node.js 24 throws and catches two errors. That took a tenth of the CPU time of a small request.
 */
export class Sha256 implements Checksum {
  readonly digestLength = 32;
  readonly #secret: SourceData | undefined;
  #pieces: (string | Uint8Array)[] = [];

  constructor(secret?: SourceData) {
    this.#secret = secret;
  }

  update(data: SourceData): void {
    this.#pieces.push(typeof data === 'string' ? data : viewBytes(data));
  }

  async digest(): Promise<Uint8Array> {
    const data = joinPieces(this.#pieces);
    if (this.#secret === undefined) return hash('sha256', data, 'buffer');
    return createHmac('sha256', findKey(this.#secret)).update(data).digest();
  }

  reset(): void {
    this.#pieces = [];
  }
}

function joinPieces(pieces: readonly (string | Uint8Array)[]): string | Uint8Array {
  const [only = ''] = pieces;
  if (pieces.length <= 1) return only;
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
}

/** The signer derives a key once a day, and uses it for every request. */
const KEYS = new WeakMap<object, KeyObject>();

function findKey(secret: SourceData): string | KeyObject {
  if (typeof secret === 'string') return secret;
  const known = KEYS.get(secret);
  if (known !== undefined) return known;
  const key = createSecretKey(viewBytes(secret));
  KEYS.set(secret, key);
  return key;
}

function viewBytes(data: Exclude<SourceData, string>): Uint8Array {
  if (!ArrayBuffer.isView(data)) return new Uint8Array(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
