import type { AwsEmulators } from '../../local/aws-emulators';
import type { FailureRule } from '../../local/bedrock/failures/failure-rule';
import type { SeededRandom } from '../seeded-random';
import { NOVA_PRO } from '../traffic/operations';

/** Shares of the calls of Bedrock. Each rule holds in about half of the rounds. */
const BEDROCK_FAULTS: readonly FailureRule[] = [
  { kind: 'unavailable', rate: 0.08 },
  { kind: 'throttle', rate: 0.06 },
  { kind: 'internal', rate: 0.04 },
  { kind: 'not-ready', rate: 0.03 },
  { kind: 'timeout', rate: 0.03 },
  { kind: 'model-error', rate: 0.03 },
  { kind: 'access-denied', rate: 0.01 },
  { kind: 'retired', rate: 0.01 },
  { kind: 'bad-gateway', rate: 0.03 },
  { kind: 'gateway-timeout', rate: 0.03 },
  { kind: 'stale', rate: 0.1 },
  { kind: 'slow', milliseconds: 80, rate: 0.08 },
  // Lost after delivery. A connection that closes at once may have been closed before the request came, and a busy
  // process may notice it late.
  { kind: 'cut', at: 'before-reply', milliseconds: 1_500, rate: 0.03 },
  { kind: 'cut', at: 'mid-reply', rate: 0.04 },
  { kind: 'cut', at: 'between-frames', rate: 0.04 },
  { kind: 'cut', at: 'between-frames', cleanly: true, rate: 0.03 },
  { kind: 'stream-error', rate: 0.04 },
  { kind: 'stream-error', exception: 'validationException', rate: 0.02 },
  { kind: 'stream-error', unmodeled: true, rate: 0.02 },
  { kind: 'stream-error', unmodeled: true, opening: true, rate: 0.02 },
  { kind: 'typed-headers', rate: 0.05 },
  { kind: 'stream-form', form: 'corrupt', rate: 0.02 },
  { kind: 'stream-form', form: 'page', rate: 0.02 },
  { kind: 'stream-form', form: 'long-metadata', rate: 0.02 },
  { kind: 'stream-form', form: 'no-metadata', rate: 0.02 },
  { kind: 'stream-form', form: 'no-stop', rate: 0.02 },
  { kind: 'downgrade', rate: 0.15 },
  // One model is out of capacity altogether.
  { kind: 'unavailable', modelId: NOVA_PRO, rate: 1 },
];

const LONGEST_REPLY_BYTES = 400_000;
/** More than fits between the function and a client that reads slowly. */
const HUGE_REPLY_BYTES = 12_000_000;

/** Plans the faults of Bedrock for one round, and perhaps one long stream. */
export function planBedrockFaults({ bedrock }: AwsEmulators, random: SeededRandom): void {
  const { failures } = bedrock;
  failures.clear();
  for (const rule of BEDROCK_FAULTS) if (random.happens(0.5)) failures.add(rule);
  if (random.happens(0.25)) failures.add({ kind: 'hang' });
  if (random.happens(0.5)) bedrock.lengthenNextStream(1 + random.below(LONGEST_REPLY_BYTES));
  else if (random.happens(0.2)) bedrock.lengthenNextStream(HUGE_REPLY_BYTES);
}
