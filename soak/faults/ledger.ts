import type { AwsEmulators } from '../../local/aws-emulators';
import type { PlannedFailure } from '../../local/planned-failures';
import type { SeededRandom } from '../seeded-random';

type Plan = Pick<PlannedFailure, 'kind' | 'milliseconds'>;

/** The clients of DynamoDB and EventBridge wait for one second, twice. */
const LATE_MILLIS = 1_500;
const SLOW_MILLIS = 300;

/** About as many as a round makes. */
const CALLS_OF_DYNAMO_DB = 100;
const LONGEST_OUTAGE = 40;

/** Plans the faults of DynamoDB and EventBridge for one round. Half of the rounds have none. */
export function planLedgerFaults(
  { dynamoDb, eventBridge }: AwsEmulators,
  random: SeededRandom,
): void {
  dynamoDb.failures.clear();
  eventBridge.failures.clear();
  if (random.happens(0.5)) return;
  const plan = (chosen: Plan, most: number) => {
    const skip = random.below(CALLS_OF_DYNAMO_DB);
    dynamoDb.failures.plan({ ...chosen, skip, times: 1 + random.below(most) });
  };
  if (random.happens(0.5)) plan({ kind: 'throttle' }, 8);
  if (random.happens(0.5)) plan({ kind: 'internal' }, 8);
  if (random.happens(0.5)) plan({ kind: 'lost' }, 8);
  if (random.happens(0.3)) plan({ kind: random.pick(['internal', 'lost']) }, LONGEST_OUTAGE);
  if (random.happens(0.3)) plan({ kind: 'hang' }, 3);
  if (random.happens(0.3)) plan({ kind: 'slow', milliseconds: SLOW_MILLIS }, 8);
  if (random.happens(0.3)) plan({ kind: 'slow', milliseconds: LATE_MILLIS }, 3);
  planEventFaults(eventBridge, random);
}

/** Neither lost nor late answers: the SDK would put the same event again. */
function planEventFaults({ failures }: AwsEmulators['eventBridge'], random: SeededRandom): void {
  if (random.happens(0.3)) failures.plan({ kind: 'throttle', times: 1 + random.below(4) });
  if (random.happens(0.3)) failures.plan({ kind: 'internal', times: 1 + random.below(4) });
  if (random.happens(0.2)) failures.plan({ kind: 'hang' });
  if (random.happens(0.2)) failures.plan({ kind: 'slow', milliseconds: SLOW_MILLIS });
}
