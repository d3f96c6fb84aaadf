import type { AwsEmulators } from '../local/aws-emulators';
import type { FailurePlan } from '../local/planned-failures';
import type { SeededRandom } from './seeded-random';

type Plan = Pick<FailurePlan, 'kind' | 'delayMillis'>;

/** The client of DynamoDB and EventBridge waits a second, twice. */
const LATE_MILLIS = 1_500;
const LONG_TIMEOUT_MILLIS = 300;

/** About as many as a round makes. */
const CALLS_OF_DYNAMO_DB = 100;
const LONGEST_OUTAGE = 40;

/** Decides what goes wrong in one round with the callers' money; in half of the rounds, nothing does. */
export function planLedgerTrouble(
  { dynamoDb, eventBridge }: AwsEmulators,
  random: SeededRandom,
): void {
  dynamoDb.failures.clear();
  eventBridge.failures.clear();
  if (random.happens(0.5)) return;
  const plan = (chosen: Plan, most: number) => {
    const skip = random.below(CALLS_OF_DYNAMO_DB);
    dynamoDb.failures.plan({ ...chosen, skip, calls: 1 + random.below(most) });
  };
  if (random.happens(0.5)) plan({ kind: 'throttle' }, 8);
  if (random.happens(0.5)) plan({ kind: 'internal' }, 8);
  if (random.happens(0.5)) plan({ kind: 'lost' }, 8);
  if (random.happens(0.3)) plan({ kind: random.pick(['internal', 'lost']) }, LONGEST_OUTAGE);
  if (random.happens(0.3)) plan({ kind: 'hang' }, 3);
  if (random.happens(0.3)) plan({ kind: 'slow', delayMillis: LONG_TIMEOUT_MILLIS }, 8);
  if (random.happens(0.3)) plan({ kind: 'slow', delayMillis: LATE_MILLIS }, 3);
  planUntoldWarnings(eventBridge, random);
}

/** An answer that is lost or comes too late would have the SDK put its event twice. */
function planUntoldWarnings({ failures }: AwsEmulators['eventBridge'], random: SeededRandom): void {
  if (random.happens(0.3)) failures.plan({ kind: 'throttle', calls: 1 + random.below(4) });
  if (random.happens(0.3)) failures.plan({ kind: 'internal', calls: 1 + random.below(4) });
  if (random.happens(0.2)) failures.plan({ kind: 'hang' });
  if (random.happens(0.2)) failures.plan({ kind: 'slow', delayMillis: LONG_TIMEOUT_MILLIS });
}
