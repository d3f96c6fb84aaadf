import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attackRouter } from '../security/attack-router';
import { converse, type RawConversation } from '../security/raw-socket';
import { arbitraryBody, CANARY } from './arbitrary-body';
import { arbitraryPath } from './arbitrary-path';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import { expectSoundAnswer, expectSoundArrival, expectSoundLines } from './expect-sound';

const router = attackRouter();

const name = fc.constantFrom(
  'x-amzn-bedrock-service-tier',
  'X-Amzn-Bedrock-Service-Tier',
  'x-router-strict-tier',
  'x-router-timeout-ms',
  'x-router-split-key',
  'x-amzn-bedrock-trace',
  'x-amzn-bedrock-performanceconfig-latency',
  'anthropic-beta',
  'content-type',
  'accept',
  'accept-encoding',
  'content-encoding',
  'expect',
  'te',
  'trailer',
  'upgrade',
  'range',
  'if-none-match',
  'x-forwarded-host',
  'x-amzn-bedrock-request-metadata',
  '__proto__',
);
const value = fc.oneof(
  fc.stringMatching(/^[ -~]{0,30}$/),
  fc.constantFrom(
    'flex',
    'true',
    '1500',
    '100-continue',
    'gzip',
    CANARY,
    '*/*',
    'h2c',
    '{"a":"b"}',
  ),
);
/** The log has their values, so they have no canary. */
const loggedName = fc.constantFrom(
  'x-router-metadata',
  'x-claude-code-session-id',
  'x-amzn-trace-id',
);
const loggedValue = fc.oneof(
  fc.stringMatching(/^[ -~]{0,30}$/),
  fc.constantFrom('{"a":"b"}', '{"__proto__":"b"}', 'Root=1-67891233-abcdef012345678912345678'),
);
/** What ends a line early, folds it, or is no text: the parser of HTTP/1.1 must refuse it. */
const broken = fc.constantFrom(
  'no colon',
  ': no name',
  ' folded: yes',
  'a b: c',
  'x: \u0000',
  'x: \r y: z',
  'x: \n',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: identity',
  'Content-Length: 1',
  'Content-Length: -1',
  'Host: evil.example',
);
const header = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(name, value).map((pair) => pair.join(': ')) },
  fc.tuple(loggedName, loggedValue).map((pair) => pair.join(': ')),
  broken,
);
interface WrittenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: string;
}

const request: fc.Arbitrary<WrittenRequest> = fc.record({
  method: fc.oneof(
    { weight: 8, arbitrary: fc.constant('POST') },
    fc.constantFrom('GET', 'PUT', 'DELETE', 'TRACE'),
  ),
  path: fc.oneof(
    { weight: 12, arbitrary: arbitraryPath },
    fc.string({ unit: 'binary', maxLength: 20 }),
  ),
  headers: fc.array(header, { maxLength: 4 }),
  body: arbitraryBody,
});

function writeBytes({ method, path, headers, body }: WrittenRequest): Buffer {
  const bytes = Buffer.from(body, 'utf8');
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    `Authorization: Bearer ${CANARY}`,
    ...headers,
    `Content-Length: ${bytes.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

/** Refused by the server before there is a request: without a body that anybody wrote. */
const REFUSED_BY_SERVER = [400, 403, 417, 431];

function expectOneAnswer({ statuses, text }: RawConversation, isHead: boolean): void {
  const finalStatuses = statuses.filter((status) => status !== 100);
  expect(finalStatuses, text.slice(0, 300)).toHaveLength(1);
  const [status = 0] = finalStatuses;
  const answer = text.slice(text.lastIndexOf('HTTP/1.1 '));
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  const headers = Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map((line) => line.toLowerCase().split(': ')),
  );
  const isServers = headers['x-amzn-errortype'] === undefined && REFUSED_BY_SERVER.includes(status);
  if (isServers || status === 200) return;
  const type = /^x-amzn-errortype: (.*)$/im.exec(head)?.[1];
  expectSoundAnswer({
    status,
    headers: { 'x-amzn-errortype': type },
    body: unchunk(rest.join('\r\n\r\n')),
    isHead,
  });
}

/** Bodies of errors are small: one chunk. */
function unchunk(body: string): string {
  return /^[0-9a-f]+\r\n(.*)\r\n0\r\n/s.exec(body)?.[1] ?? body;
}

it(
  'bytes on a socket, whatever they are, have one sound answer and sound traces',
  async () => {
    await assertWithCorpus({
      name: 'http-requests',
      values: request,
      runs: 30,
      check: async (written) => {
        router.aws.bedrock.journal.clear();
        router.log.clear();
        expectOneAnswer(await converse(router.url, writeBytes(written)), written.method === 'HEAD');
        expectSoundLines(router.lines);
        for (const arrival of router.arrivals) expectSoundArrival(arrival, router.aws.url);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
