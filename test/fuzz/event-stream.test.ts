import type { ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { frameEvent, frameException } from '../../local/bedrock/wire/event-stream-frame';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server';
import { type LogLine, runRouter } from '../clients/run-router';
import { ask, type RawAnswer } from '../local/bedrock/ask';
import { FRAMES } from '../router/streams/frames';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';

let bedrock: LoopbackServer;
/** Answers every call, because the router may call again. */
let send: (response: ServerResponse) => void = () => {};

beforeAll(async () => {
  bedrock = await serveOnLoopback((request, response) => {
    request.resume().once('end', () => send(response));
  });
});
const router = runRouter({
  chooseEndpoints: (emulatorsUrl) => ({ bedrockUrl: bedrock.url, ssmUrl: emulatorsUrl }),
});
afterAll(() => bedrock.close());

const WHOLE = FRAMES.map((frame) => Buffer.from(frame).toString('base64'));

/** A frame with true checksums around whatever headers and payload. */
function frameBytes(headers: Buffer, payload: Buffer): Buffer {
  const frame = Buffer.alloc(16 + headers.length + payload.length);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  headers.copy(frame, 12);
  payload.copy(frame, 12 + headers.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}

const bytes = fc.uint8Array({ maxLength: 60 }).map((content) => Buffer.from(content));
const member = fc.constantFrom('usage', 'serviceTier', 'bytes', 'type', '__proto__', 'metrics');
const payload = fc.dictionary(
  member,
  fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom({ inputTokens: 1e308 }, { inputTokens: -1 }, { type: '__proto__' }),
    fc.json().map((text) => Buffer.from(text).toString('base64')),
  ),
);
const name = fc.constantFrom(
  'metadata',
  'chunk',
  'contentBlockDelta',
  'messageStop',
  'constructor',
  'toString',
  '__proto__',
  'throttlingException',
  '',
);
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WHOLE) },
  fc
    .tuple(name, payload)
    .map(([type, members]) => encode(frameEvent({ type, payload: members }, 0))),
  name.map((exception) => encode(frameException(exception as 'throttlingException', 'x'))),
  fc.tuple(bytes, bytes).map(([headers, content]) => encode(frameBytes(headers, content))),
  bytes.map(encode),
  fc.constantFrom(encode(Buffer.alloc(12)), encode(Buffer.alloc(20, 0xff))),
);

function encode(content: Uint8Array): string {
  return Buffer.from(content).toString('base64');
}

interface SentStream {
  readonly path: string;
  /** As base64. */
  readonly pieces: readonly string[];
  readonly ending: 'whole' | 'cut';
  readonly tier: string;
}

const stream: fc.Arbitrary<SentStream> = fc.record({
  path: fc.constantFrom('/v1/extraction/stream', '/model/extraction/invoke-with-response-stream'),
  pieces: fc.array(piece, { maxLength: 8 }),
  ending: fc.constantFrom('whole', 'cut'),
  tier: fc.constantFrom('flex', 'default', 'x'.repeat(40), '{}', 'a b', '__proto__'),
});

function sendStream(response: ServerResponse, sent: Buffer, { ending, tier }: SentStream): void {
  response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-bedrock-service-tier': tier,
  });
  response.flushHeaders();
  response.write(sent, () => (ending === 'whole' ? response.end() : response.destroy()));
}

/** What came is a beginning of what was sent; all of it, unless the answer broke off. */
function expectFaithful({ status, body, isCut, headers }: RawAnswer, sent: Buffer): void {
  if (status === 200) {
    expect(body.equals(isCut ? sent.subarray(0, body.length) : sent)).toBe(true);
    return;
  }
  expect([status, headers['x-router-error']]).toEqual([503, 'reply-broken']);
}

const ENDINGS = [
  'Invocations',
  'InvocationClientErrors',
  'InvocationServerErrors',
  'InvocationThrottles',
];

const isMetrics = (line: LogLine) => '_aws' in line && 'Operation' in line;
const isReceipt = (line: LogLine) => 'latency_ms' in line;

/** One receipt and one line of metrics, each with one ending and with numbers where numbers belong. */
async function expectOneOutcome(): Promise<void> {
  // They come through two pipes, standard output and error, in any order.
  await Promise.all([router.log.find(isMetrics), router.log.find(isReceipt)]);
  const { lines } = router.log;
  const receipts = lines.filter(isReceipt);
  expect(receipts).toMatchObject([{ status: expect.any(Number) }]);
  const [metrics, ...others] = lines.filter(isMetrics);
  expect(others).toEqual([]);
  expect(ENDINGS.filter((name) => metrics?.[name] === 1)).toHaveLength(1);
  for (const name of ['InputTokenCount', 'OutputTokenCount', 'EstimatedCost']) {
    expect(metrics?.[name] ?? 0).toBeGreaterThanOrEqual(0);
  }
}

it(
  'whatever bytes a stream has, they arrive as they are or the answer breaks off',
  async () => {
    await assertWithCorpus({
      name: 'event-stream',
      values: stream,
      runs: 15,
      check: async (sentStream) => {
        const sent = Buffer.concat(sentStream.pieces.map((text) => Buffer.from(text, 'base64')));
        send = (response) => sendStream(response, sent, sentStream);
        router.log.clear();
        const answer = await ask(router.url + sentStream.path, { body: '{"messages":[]}' });
        await expectOneOutcome();
        expectFaithful(answer, sent);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
