import type { Reply } from '../../lambda/core/receipts/outcome';
import { readBodyCounts } from '../../lambda/core/wire/counts/body-counts';
import type { Headers } from '../../lambda/core/wire/forwarded-headers';
import { NO_FACTS, type ReplyFacts, readReplyFacts } from '../../lambda/core/wire/reply-facts';

/** A reply in one piece, with the facts that its text has. */
export function composeReply(status: number, text: string, headers: Headers = {}): Reply {
  const allHeaders = { 'content-type': 'application/json', ...headers };
  const facts = readReplyFacts(allHeaders, text, readBodyCounts);
  return {
    status,
    headers: allHeaders,
    body: yieldEach([text]),
    opening: facts,
    readEnd: () => facts,
  };
}

/** A stream of the given pieces; an error among them is thrown at its place. */
export function composeStream(
  pieces: Iterable<string | Error>,
  facts: Partial<ReplyFacts> = {},
): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    body: yieldEach(pieces),
    opening: { ...NO_FACTS, ...facts },
    readEnd: () => ({ ...NO_FACTS, ...facts }),
  };
}

/** A stream that is nothing but an exception. */
export function composeOpeningException(exception: string, errorMessage = 'no'): Reply {
  const facts = { streamException: exception, openingException: exception, errorMessage };
  return composeStream([exception], facts);
}

async function* yieldEach(pieces: Iterable<string | Error>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield Buffer.from(piece, 'utf8');
  }
}
