import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openMessageReader } from '../../../../lambda/adapters/bedrock/message-reader';
import { startTappedStream } from '../../../../lambda/adapters/bedrock/tapped-stream';
import { findWire } from '../../../../lambda/core/wire/find-wire';

const CHAT = [
  ': ping',
  'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}',
  'data: {"choices":[{"index":0,"delta":{"content":"Total 12,50 € 🧾"}}]}',
  'data: {"choices":[],\ndata: "usage":{"prompt_tokens":11,"completion_tokens":7}}',
  'data: [DONE]',
];
const RESPONSES = [
  'event: response.created\ndata: {"type":"response.created"}',
  'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"12,50 €"}',
  'data: {"type":"response.completed","response":{"usage":{"input_tokens":11,"output_tokens":7}}}',
];

/** Pieces of any size, empty ones among them. */
function anyPieces(bytes: Buffer): fc.Arbitrary<Buffer[]> {
  return fc.array(fc.nat({ max: bytes.length }), { maxLength: 40 }).map((cuts) => {
    const places = [0, ...[...cuts].sort((one, other) => one - other), bytes.length];
    return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
  });
}

/** What comes out of a stream of these pieces, its facts, and whether it breaks. */
async function pass(api: 'chat-completions' | 'responses', pieces: readonly Buffer[]) {
  const tap = findWire(`${api}-stream`).openTap({}, () => 42);
  const reader = openMessageReader(`${api}-stream`, (message) => tap.observe(message));
  const { signal } = new AbortController();
  const taken: Uint8Array[] = [];
  async function* send() {
    yield* pieces;
  }
  try {
    const stream = await startTappedStream(send(), { reader, tap, signal });
    for await (const chunk of stream) taken.push(chunk);
    return { taken: Buffer.concat(taken), facts: tap.facts(), isBroken: false };
  } catch (error) {
    expect(error).toMatchObject({ code: 'stream-broken' });
    return { taken: Buffer.concat(taken), facts: tap.facts(), isBroken: true };
  }
}

describe.each([
  ['chat-completions', CHAT],
  ['responses', RESPONSES],
] as const)('a stream of %s', (api, events) => {
  const end = fc.constantFrom('\n', '\r\n', '\r');
  const write = (eol: string) => Buffer.from(`${events.join('\n\n')}\n\n`.replaceAll('\n', eol));

  it('comes out as it went in, with the same facts, in pieces of any size', async () => {
    const stream = end.chain((eol) => anyPieces(write(eol)));
    await fc.assert(
      fc.asyncProperty(stream, async (pieces) => {
        const { taken, facts, isBroken } = await pass(api, pieces);
        expect([taken, isBroken]).toEqual([Buffer.concat(pieces), false]);
        expect(facts).toMatchObject({
          usage: { inputTokens: 11, outputTokens: 7 },
          firstTokenAt: 42,
          streamException: undefined,
        });
      }),
    );
  });

  it('is broken wherever it is cut before its last event is whole', async () => {
    await fc.assert(
      fc.asyncProperty(end, fc.nat(), async (eol, place) => {
        const whole = write(eol);
        const cut = place % Buffer.byteLength(whole.toString().trimEnd());
        expect((await pass(api, [whole.subarray(0, cut)])).isBroken).toBe(true);
      }),
    );
  });
});
