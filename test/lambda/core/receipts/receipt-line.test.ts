import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { readReceiptLine, writeReceiptLine } from '../../../../lambda/core/receipts/receipt-line';
import { composeEnded, composeRefused, composeReplied } from '../../../fakes/compose-outcome';
import { plan } from '../../../fakes/plan';

const REPLY = composeReplied(200, '{"serviceTier":{"type":"flex"}}');

describe('a receipt line', () => {
  it('is read back as it was written', () => {
    const line = JSON.stringify(writeReceiptLine(composeEnded(REPLY)));
    expect(readReceiptLine(line)).toEqual(JSON.parse(line));
    expect(readReceiptLine(line)).toMatchObject({ operation: 'extraction', resolved_tier: 'flex' });
  });

  it.each([
    [
      'another line',
      '{"message":"No price for model","operation":"extraction","model_id":"latency_ms"}',
    ],
    ['no JSON', 'REPORT RequestId: 1 "latency_ms"'],
    [
      'a request that was refused before it was planned',
      JSON.stringify(
        writeReceiptLine(composeEnded(composeRefused(new RouterError('invalid-body', 'no')))),
      ),
    ],
  ])('is not read from %s', (_, line) => {
    expect(readReceiptLine(line)).toBeUndefined();
  });

  it('has times rounded to a tenth of a millisecond', () => {
    const times = { startedAt: 0, totalMillis: 12.3456, bedrockMillis: 0.04 };
    expect(writeReceiptLine(composeEnded(REPLY, { times }))).toMatchObject({
      latency_ms: 12.3,
      bedrock_latency_ms: 0,
    });
  });

  it('has no header and no body', () => {
    const secretive = plan('N', {
      headers: { authorization: 'secret', 'x-amzn-bedrock-trace': 'secret' },
      body: '{"system":"secret"}',
    });
    const outcome = composeReplied(200, '{"output":"secret"}', secretive);
    expect(JSON.stringify(writeReceiptLine(composeEnded(outcome)))).not.toContain('secret');
  });
});
