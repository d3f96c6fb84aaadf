import type { AwsEmulators } from '../../local/aws-emulators';
import type { PlannedFailureKind, PlannedFailures } from '../../local/planned-failures';
import { randomOf, type SoakJob } from './job';

const FAULT_RATE = 0.3;

/** Plans that calls of the services beside Bedrock fail when a job is submitted, or soon after. */
export function planServiceFaults(aws: AwsEmulators, seed: number, job: SoakJob): void {
  const random = randomOf(seed, job.number, 2_000);
  if (!random.happens(FAULT_RATE)) return;
  const { s3, lambda, eventBridge, stepFunctions } = aws;
  const [failures, operation] = random.pick<readonly [PlannedFailures, string]>([
    [s3.failures, 'PutObject'],
    [s3.failures, 'GetObject'],
    [lambda.failures, 'Invoke'],
    [lambda.failures, 'CheckpointDurableExecution'],
    [eventBridge.failures, 'PutEvents'],
    [stepFunctions.failures, 'SendTaskSuccess'],
  ]);
  const kind = random.pick<PlannedFailureKind>(['throttle', 'internal', 'lost']);
  // The SDKs try three times, so that some calls fail for good.
  failures.plan({ kind, operation, skip: random.below(4), times: 1 + random.below(8) });
}
