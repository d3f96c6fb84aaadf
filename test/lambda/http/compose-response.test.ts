import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { composeReceipt } from '../../../lambda/core/receipts/compose-receipt';
import { formatAttempts } from '../../../lambda/core/receipts/format-attempts';
import type { Outcome } from '../../../lambda/core/receipts/outcome';
import type { Attempt } from '../../../lambda/core/recovery/attempt';
import { composeResponse } from '../../../lambda/http/compose-response';
import { composeBug, composeRefused, composeReplied } from '../../fakes/compose-outcome';
import { composeReply } from '../../fakes/compose-reply';
import { candidate, plan } from '../../fakes/plan';
import { readText } from './read-text';

function respond(outcome: Outcome) {
  return composeResponse(
    outcome,
    composeReceipt({ requestId: 'request-1', origin: undefined, outcome }),
  );
}

const NOVA = candidate('N:flex');
const GEMMA = candidate('gemma');
const REFUSED = { kind: 'answered', status: 503, exception: undefined, message: 'no' } as const;
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
      'x-router-cost-status': 'unknown-usage',
    });
    expect(await readText(response)).toBe(text);
  });

  it.each([
    ['{"usage":{"inputTokens":10,"outputTokens":2}}', '0.0000044', undefined],
    ['{"usage":{"inputTokens":10}}', undefined, 'unknown-usage'],
    ['{}', undefined, 'unknown-usage'],
    [
      '{"usage":{"inputTokens":10,"outputTokens":2},"performanceConfig":{"latency":"optimized"}}',
      undefined,
      'unpriced',
    ],
    [
      '{"usage":{"inputTokens":10,"outputTokens":2},"serviceTier":{"type":"turbo"}}',
      undefined,
      'unpriced',
    ],
  ])('says what it cost or why that is not known: %s', (text, usd, status) => {
    const { headers } = respond(composeReplied(200, text));
    expect(headers['x-router-estimated-cost-usd']).toBe(usd);
    expect(headers['x-router-cost-status']).toBe(status);
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
      ...RECEIPT,
    });
  });
});

describe('attempts', () => {
  const attempts = [
    { candidate: NOVA, result: REFUSED, millis: 12 },
    { candidate: GEMMA, result: { kind: 'unreachable' }, millis: 3 },
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

it.each<[string, readonly Attempt[]]>([
  ['', []],
  ['us.amazon.nova-2-lite-v1:0:flex=503;1ms', [{ candidate: NOVA, result: REFUSED, millis: 1.4 }]],
  [
    'us.amazon.nova-2-lite-v1:0:flex=silent;240000ms,google.gemma-3-27b-it=unreachable;2ms',
    [
      { candidate: NOVA, result: { kind: 'silent' }, millis: 240_000 },
      { candidate: GEMMA, result: { kind: 'unreachable' }, millis: 1.5 },
    ],
  ],
])('formats attempts as %j', (text, attempts) => {
  expect(formatAttempts(attempts)).toBe(text);
});
