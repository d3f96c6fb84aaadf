import { SSMClient } from '@aws-sdk/client-ssm';
import type { ChangeRecord } from '../../../console/sources';
import { readEvent } from '../../../console/widget/read-event';
import { changeByWidget } from '../../../console/widget/serve-widget';
import { composeRetryingClient } from '../../adapters/aws-sdk/retrying-client';
import { SsmOperatorParameters } from '../../adapters/parameter-store/operator-parameters';
import { readLineSettings } from '../../adapters/telemetry/line-settings';
import { LineWriter } from '../../adapters/telemetry/line-writer';
import { readRouterConfig } from '../../core/settings/router-config';

const config = readRouterConfig(process.env);
const ssm = new SSMClient(composeRetryingClient());
const parameters = new SsmOperatorParameters(ssm, config.parameterPrefix);
const lines = new LineWriter(readLineSettings(process.env));

interface Invocation {
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
}

/** Changes routes and settings from the console on the dashboard. CloudWatch invokes it with the operator's permissions. */
export async function handler(
  event: unknown,
  { invokedFunctionArn, awsRequestId }: Invocation,
): Promise<string> {
  const { dashboard } = readEvent(event);
  const record = (change: ChangeRecord) => log(change, { awsRequestId, dashboard });
  const now = () => new Date();
  const sources = { config, parameters, readsAuthors: false, now, record };
  return changeByWidget(event, sources, { changeArn: invokedFunctionArn });
}

interface Place {
  readonly awsRequestId: string;
  readonly dashboard: string | undefined;
}

/** The function does not learn who invokes it. CloudTrail does, if a trail records data events of the function. */
function log({ outcome, ...change }: ChangeRecord, { awsRequestId, dashboard }: Place): void {
  const isDone = outcome === 'saved' || outcome === 'unchanged';
  lines[isDone ? 'info' : 'warn']('Console change', {
    function_request_id: awsRequestId,
    outcome,
    ...change,
    dashboard,
    operator: 'unknown to the function; CloudTrail has it, with data events of this function',
  });
}
