import { DEFAULT_PARAMETER_PREFIX, operationsPath } from '../lambda/contract';
import type { AwsEmulators } from '../local/aws-emulators';
import type { FailureRule } from '../local/bedrock/failures/failure-rule';
import type { PlannedFailures } from '../local/planned-failures';
import { planLedgerTrouble } from './plan-ledger-trouble';
import type { SeededRandom } from './seeded-random';

/** Shares of Bedrock's calls; what is not there fails in another round. */
const BEDROCK_TROUBLE: readonly FailureRule[] = [
  { kind: 'unavailable', rate: 0.08 },
  { kind: 'throttle', rate: 0.06 },
  { kind: 'internal', rate: 0.04 },
  { kind: 'not-ready', rate: 0.03 },
  { kind: 'timeout', rate: 0.03 },
  { kind: 'model-error', rate: 0.03 },
  { kind: 'access-denied', rate: 0.02 },
  { kind: 'slow', milliseconds: 80, rate: 0.08 },
  { kind: 'cut', at: 'before-reply', rate: 0.03 },
  { kind: 'cut', at: 'mid-reply', rate: 0.04 },
  { kind: 'cut', at: 'between-frames', rate: 0.04 },
  { kind: 'cut', at: 'between-frames', cleanly: true, rate: 0.03 },
  { kind: 'stream-error', rate: 0.04 },
  { kind: 'stream-error', exception: 'validationException', rate: 0.02 },
  { kind: 'downgrade', rate: 0.15 },
  // A model that is gone altogether.
  { kind: 'unavailable', modelId: 'us.amazon.nova-pro-v1:0', rate: 1 },
];

const LONGEST_REPLY_BYTES = 400_000;
/** More than fits between the function and a client that reads slowly. */
const HUGE_REPLY_BYTES = 12_000_000;

/** What the operation `moving` is written to be; only the first two are routes that the router may take. */
export const GOOD_VALUES = ['us.amazon.nova-2-lite-v1:0:flex', 'google.gemma-3-27b-it'] as const;
export const BAD_VALUES = [
  'us.amazon.nova-2-lite-v1:0,us.amazon.nova-2-lite-v1:0',
  'evil.model-v1:0',
] as const;

/** Decides what goes wrong in one round, at Bedrock, Parameter Store, DynamoDB and EventBridge. */
export function planTrouble(aws: AwsEmulators, random: SeededRandom): void {
  const { failures } = aws.bedrock;
  failures.clear();
  for (const rule of BEDROCK_TROUBLE) if (random.happens(0.5)) failures.add(rule);
  if (random.happens(0.25)) failures.add({ kind: 'hang' });
  if (random.happens(0.5)) aws.bedrock.lengthenNextStream(1 + random.below(LONGEST_REPLY_BYTES));
  else if (random.happens(0.2)) aws.bedrock.lengthenNextStream(HUGE_REPLY_BYTES);
  planUnreadableParameters(aws.parameterStore.failures, random);
  planLedgerTrouble(aws, random);
  moveOperation(aws, random.pick([...GOOD_VALUES, ...BAD_VALUES]));
}

/** Writes the operation `moving` anew. */
export function moveOperation({ parameterStore }: AwsEmulators, value: string): void {
  parameterStore.parameters.put({
    name: `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/moving`,
    type: 'StringList',
    value,
    overwrite: true,
  });
}

function planUnreadableParameters(failures: PlannedFailures, random: SeededRandom): void {
  failures.clear();
  if (random.happens(0.3)) failures.plan({ kind: 'throttle', calls: 1 + random.below(4) });
  if (random.happens(0.3)) failures.plan({ kind: 'internal', calls: 1 + random.below(4) });
  if (random.happens(0.2)) failures.plan({ kind: 'slow', delayMillis: 300, calls: 2 });
  if (random.happens(0.1)) failures.plan({ kind: 'hang' });
}
