import { expect, it } from 'vitest';
import { readLogLine } from '../../../cli/report/read-receipt';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { writeReceiptLine } from '../../../lambda/core/receipts/receipt-line';
import { composeEnded, composeRefused, composeReplied } from '../../fakes/compose-outcome';

const ALWAYS = { from: undefined, to: undefined };

it('reads a receipt as it was written', () => {
  const reply = composeReplied(200, '{"serviceTier":{"type":"flex"}}');
  const line = JSON.stringify(writeReceiptLine(composeEnded(reply)));
  const receipt = JSON.parse(line);
  expect(receipt).toMatchObject({ operation: 'extraction', resolved_tier: 'flex' });
  expect(readLogLine(line, ALWAYS)).toEqual({ kind: 'receipt', receipt });
});

it.each([
  [
    'other',
    'another line',
    '{"message":"No price for model","operation":"extraction","model_id":"latency_ms"}',
  ],
  ['unreadable', 'no JSON', 'REPORT RequestId: 1 "latency_ms"'],
  [
    'unrouted',
    'a request that was refused before it was planned',
    JSON.stringify(
      writeReceiptLine(composeEnded(composeRefused(new RouterError('invalid-body', 'no')))),
    ),
  ],
])('is %s for %s', (kind, _what, line) => {
  expect(readLogLine(line, ALWAYS)).toEqual({ kind });
});
