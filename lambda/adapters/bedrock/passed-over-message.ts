import { crc32 } from 'node:zlib';

/** The length of the checksum that ends a message. */
export const CHECKSUM_LENGTH = 4;

/** A message that is too long to be kept. Only its checksum is computed, while its bytes pass. */
export class PassedOverMessage {
  #bytesLeft: number;
  #computed = 0;
  #checksum: Buffer = Buffer.alloc(0);

  constructor(length: number) {
    this.#bytesLeft = length;
  }

  get hasEnded(): boolean {
    return this.#bytesLeft === 0;
  }

  /**
   * Takes the bytes of this message from the front; returns how many these are.
   *
   * @throws if the message has ended and its checksum is wrong
   */
  take(bytes: Buffer): number {
    const own = bytes.subarray(0, this.#bytesLeft);
    const covered = own.subarray(0, Math.max(0, this.#bytesLeft - CHECKSUM_LENGTH));
    this.#computed = crc32(covered, this.#computed);
    this.#checksum = Buffer.concat([this.#checksum, own.subarray(covered.length)]);
    this.#bytesLeft -= own.length;
    if (this.hasEnded && this.#checksum.readUInt32BE(0) !== this.#computed) {
      throw new Error('the checksum of a message is wrong');
    }
    return own.length;
  }
}
