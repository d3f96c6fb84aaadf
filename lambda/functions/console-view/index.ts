import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { ConsoleSources } from '../../../console/sources';
import { showWidget } from '../../../console/widget/serve-widget';
import { composeRetryingClient } from '../../adapters/aws-sdk/retrying-client';
import { CloudWatchOperationFigures } from '../../adapters/cloud-watch/operation-figures';
import { DynamoDbSpending } from '../../adapters/dynamo-db/spending';
import { SsmOperatorParameters } from '../../adapters/parameter-store/operator-parameters';
import { ENVIRONMENT, serviceNameOf } from '../../contract';
import { readRouterConfig } from '../../core/settings/router-config';

const client = composeRetryingClient();
const sources = openSources();
const changeArn = process.env[ENVIRONMENT.consoleChangeArn] ?? '';

/** Shows the console on the dashboard. CloudWatch invokes it with the permissions of the person who looks. */
export async function handler(
  event: unknown,
  { invokedFunctionArn }: { readonly invokedFunctionArn: string },
): Promise<string> {
  return showWidget(event, sources, { changeArn, viewArn: invokedFunctionArn });
}

function openSources(): ConsoleSources {
  const config = readRouterConfig(process.env);
  const { parameterPrefix, budgetTable } = config;
  const now = () => new Date();
  const service = process.env[ENVIRONMENT.serviceName] ?? serviceNameOf(parameterPrefix);
  return {
    config,
    parameters: new SsmOperatorParameters(new SSMClient(client), parameterPrefix),
    readsAuthors: false,
    figures: new CloudWatchOperationFigures(new CloudWatchClient(client), service, now),
    spending:
      budgetTable === undefined
        ? undefined
        : new DynamoDbSpending(new DynamoDBClient(client), budgetTable),
    now,
    record: () => {},
  };
}
