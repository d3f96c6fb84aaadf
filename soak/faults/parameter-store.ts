import { DEFAULT_PARAMETER_PREFIX, operationsPath } from '../../lambda/contract';
import type { AwsEmulators } from '../../local/aws-emulators';
import type { SeededRandom } from '../seeded-random';
import { BAD_ROUTES, GOOD_ROUTES } from '../traffic/operations';

/** The quota of an account, and what a scale-out of other environments leaves of it. */
const READS_A_SECOND = { quota: 40, leftOver: 1 };

/** Plans the faults of Parameter Store for one round, and changes the route of the operation `moving`. */
export function planParameterStoreFaults(aws: AwsEmulators, random: SeededRandom): void {
  const { failures } = aws.parameterStore;
  clearParameterStoreFaults(aws);
  if (random.happens(0.3)) aws.parameterStore.limitReads(READS_A_SECOND.leftOver);
  if (random.happens(0.3)) failures.plan({ kind: 'throttle', times: 1 + random.below(4) });
  if (random.happens(0.3)) failures.plan({ kind: 'internal', times: 1 + random.below(4) });
  if (random.happens(0.2)) failures.plan({ kind: 'slow', milliseconds: 300, times: 2 });
  if (random.happens(0.1)) failures.plan({ kind: 'hang' });
  writeMovingRoute(aws, random.pick([...GOOD_ROUTES, ...BAD_ROUTES]));
}

export function clearParameterStoreFaults({ parameterStore }: AwsEmulators): void {
  parameterStore.failures.clear();
  parameterStore.limitReads(READS_A_SECOND.quota);
}

export function writeMovingRoute({ parameterStore }: AwsEmulators, value: string): void {
  parameterStore.parameters.put({
    name: `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/moving`,
    type: 'StringList',
    value,
    overwrite: true,
  });
}
