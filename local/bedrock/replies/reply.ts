import { CHARACTERS_PER_TOKEN, countTextTokens } from '../wire/token-usage';

/** The text of a reply, in the pieces that a stream sends. */
export interface Reply {
  readonly pieces: Iterable<string>;
  readonly pieceCount: number;
  readonly tokens: number;
  readonly isCutByMaxTokens: boolean;
  /** Whether the latency is simulated. False for a long reply, which is sent as fast as the client reads. */
  readonly isPaced: boolean;
}

/** Five tokens per piece. The flag `u` keeps surrogate pairs together. */
const PIECE = /[\s\S]{1,20}/gu;

const LONG_PIECE = 'Simulated long reply. '.repeat(745).slice(0, 16_384);

export function textReply(text: string, maxTokens: number | undefined): Reply {
  const kept = cutToTokens(text, maxTokens ?? Number.POSITIVE_INFINITY);
  const pieces = kept.match(PIECE) ?? [];
  return {
    pieces,
    pieceCount: pieces.length,
    tokens: countTextTokens(kept),
    isCutByMaxTokens: kept.length < text.length,
    isPaced: true,
  };
}

/** A reply of exactly this many bytes, generated while it is sent. `maxTokens` does not limit it. */
export function longReply(byteLength: number): Reply {
  return {
    pieces: generateLongPieces(byteLength),
    pieceCount: Math.ceil(byteLength / LONG_PIECE.length),
    tokens: Math.ceil(byteLength / CHARACTERS_PER_TOKEN),
    isCutByMaxTokens: false,
    isPaced: false,
  };
}

function cutToTokens(text: string, maxTokens: number): string {
  const cut = text.slice(0, maxTokens * CHARACTERS_PER_TOKEN);
  return cut.length < text.length ? cut.replace(/[\uD800-\uDBFF]$/, '') : cut;
}

function* generateLongPieces(byteLength: number): Generator<string> {
  for (let left = byteLength; left > 0; left -= LONG_PIECE.length) {
    yield LONG_PIECE.slice(0, left);
  }
}
