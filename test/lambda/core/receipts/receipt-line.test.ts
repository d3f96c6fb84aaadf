import { describe, expect, it } from 'vitest';
import { writeReceiptLine } from '../../../../lambda/core/receipts/receipt-line';
import { composeEnded, composeReplied } from '../../../fakes/compose-outcome';
import { plan } from '../../../fakes/plan';

const REPLY = composeReplied(200, '{"serviceTier":{"type":"flex"}}');

describe('a receipt line', () => {
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
