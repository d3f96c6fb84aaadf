import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { composeJobClient } from '../../adapters/aws-sdk/time-limited-client';
import { EventBridgeJobNotices } from '../../adapters/event-bridge/job-notices';
import { StepFunctionsTaskCallbacks } from '../../adapters/step-functions/task-callbacks';
import { CloudWatchJobTelemetry } from '../../adapters/telemetry/cloud-watch-jobs';
import type { LineWriter } from '../../adapters/telemetry/line-writer';
import type { JobPublisher } from '../../app/jobs/publish-end';
import { openJobStore } from '../router/job-clients';

/** Composes what publishes the ends of jobs. */
export function openPublisher(bucket: string, lines: LineWriter): JobPublisher {
  return {
    store: openJobStore(bucket),
    notices: new EventBridgeJobNotices(new EventBridgeClient(composeJobClient())),
    tasks: new StepFunctionsTaskCallbacks(new SFNClient(composeJobClient())),
    telemetry: new CloudWatchJobTelemetry(lines),
    now: Date.now,
  };
}
