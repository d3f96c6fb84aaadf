import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { parseTieredModelId } from '../../../lambda/core/ids/tiered-model-id';
import { composeReceipt } from '../../../lambda/core/receipts/compose-receipt';
import type { Outcome } from '../../../lambda/core/receipts/outcome';
import type { Attempt, AttemptResult } from '../../../lambda/core/recovery/attempt';
import { composeResponse } from '../../../lambda/http/compose-response';
import { formatAttempts } from '../../../lambda/http/write-receipt-headers';
import { composeBug, composeRefused, composeReplied } from '../../fakes/compose-outcome';
import { composeReply } from '../../fakes/compose-reply';
import { plan } from '../../fakes/plan';
import { readText } from './read-text';

function respond(outcome: Outcome) {
  return composeResponse(
    outcome,
    composeReceipt({ requestId: 'request-1', origin: undefined, outcome }),
  );
}

const RECEIPT = {
  'x-router-operation': 'extraction',
  'x-router-model-id': 'us.amazon.nova-2-lite-v1:0',
  'x-router-requested-tier': 'flex',
  'x-router-mapping-version': '3',
};

describe('a reply of Bedrock', () => {
  it('goes back as it came, with its receipt', async () => {
    const text = '{"serviceTier":{"type":"flex"},"unknown":[1e400]}';
    const reply = composeReply(200, text, { 'x-amzn-requestid': 'bedrock-1' });
    const outcome = { ...composeReplied(200, ''), reply };
    const response = respond(outcome);
    expect(response.status).toBe(200);
    expect(response.headers).toEqual({
      'content-type': 'application/json',
      'x-amzn-requestid': 'bedrock-1',
      'x-amzn-bedrock-service-tier': 'flex',
      ...RECEIPT,
    });
    expect(await readText(response)).toBe(text);
  });

  it('loses the headers of its connection and keeps Bedrock’s own', () => {
    const reply = composeReply(429, '{"message":"slow down"}', {
      connection: 'keep-alive',
      'content-length': '23',
      'transfer-encoding': 'chunked',
      date: 'Sat, 21 Nov 2026 03:00:00 GMT',
      'set-cookie': 'a=b',
      'retry-after': '7',
      'x-amzn-errortype': 'ThrottlingException',
      'x-amzn-bedrock-input-token-count': '12',
      'x-internal': 'secret',
    });
    const outcome = { ...composeReplied(200, ''), reply };
    expect(respond(outcome).headers).toEqual({
      'content-type': 'application/json',
      'retry-after': '7',
      'x-amzn-errortype': 'ThrottlingException',
      'x-amzn-bedrock-input-token-count': '12',
      'x-router-estimated-cost-usd': '0.00000198',
      ...RECEIPT,
    });
  });
});

describe('attempts', () => {
  const nova = { baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' } as const;
  const gemma = { baseModelId: 'google.gemma-3-27b-it', tier: 'default' } as const;
  const refused = { kind: 'answered', status: 503, exception: undefined, message: 'no' } as const;
  const attempts = [
    { candidate: nova, result: refused, millis: 12 },
    { candidate: gemma, result: { kind: 'unreachable' }, millis: 3 },
  ] as const;
  const header = 'us.amazon.nova-2-lite-v1:0:flex=503;12ms,google.gemma-3-27b-it=unreachable;3ms';

  it.each([
    ['a reply', composeReplied(200, '{}')],
    ['an error of Bedrock', composeReplied(503, '{"message":"no"}')],
    ['an error of the router', composeRefused(new RouterError('timed-out', 'too late'), plan())],
    ['a bug', composeBug('bug', plan())],
  ])('stand beside %s, in order', (_, outcome) => {
    const { headers } = respond({ ...outcome, attempts });
    expect(headers['x-router-attempts']).toBe(header);
  });
});

describe('a bug', () => {
  it('is a 500 that quotes nothing', async () => {
    const outcome = composeBug(new Error('secret of the caller'));
    const response = respond(outcome);
    expect(response.status).toBe(500);
    expect(await readText(response)).toBe('{"message":"internal error; request ID request-1"}');
    expect(response.headers).not.toHaveProperty('x-router-error');
  });
});

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const answered = (status: number): AttemptResult => ({
  kind: 'answered',
  status,
  exception: 'ThrottlingException',
  message: 'words of Bedrock',
});
const compose = (id: string, result: AttemptResult, millis: number): Attempt => ({
  candidate: parseTieredModelId(id),
  result,
  millis,
});

it.each<[string, readonly Attempt[]]>([
  ['', []],
  ['us.amazon.nova-2-lite-v1:0=200;880ms', [compose(NOVA, answered(200), 880)]],
  ['us.amazon.nova-2-lite-v1:0:flex=503;1ms', [compose(`${NOVA}:flex`, answered(503), 1.4)]],
  [
    'us.amazon.nova-2-lite-v1:0:flex=silent;240000ms,google.gemma-3-27b-it=unreachable;2ms',
    [
      compose(`${NOVA}:flex`, { kind: 'silent' }, 240_000),
      compose('google.gemma-3-27b-it', { kind: 'unreachable' }, 1.5),
    ],
  ],
])('formats attempts as %j', (text, attempts) => {
  expect(formatAttempts(attempts)).toBe(text);
});
