import { expect, it } from 'vitest';
import { parseTieredModelId } from '../../../lambda/core/ids/tiered-model-id';
import type { Attempt, AttemptResult } from '../../../lambda/core/recovery/attempt';
import { formatAttempts } from '../../../lambda/http/receipt-headers';

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
