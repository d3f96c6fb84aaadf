import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SSMClient } from '@aws-sdk/client-ssm';
import { ConsolePage } from '../../console/page/console-page';
import { DynamoDbSpending } from '../../lambda/adapters/dynamo-db/spending';
import { SsmOperatorParameters } from '../../lambda/adapters/parameter-store/operator-parameters';
import { readRouterConfig } from '../../lambda/core/settings/router-config';
import { composeLocalClient } from '../compose-local-client';
import type { MetricsEndpoint } from '../metrics/metrics-endpoint';
import { METRICS_STYLE } from '../metrics/metrics-style';
import { renderMetrics, type ShownRouter } from '../metrics/render-metrics';
import { LocalFigures } from './local-figures';

export interface LocalConsoleOptions {
  readonly path: string;
  readonly router: ShownRouter;
  /** The environment of the router's function. */
  readonly environment: Readonly<Record<string, string>>;
  readonly emulatorsUrl: string;
  readonly metrics: MetricsEndpoint;
}

const REFRESH_SECONDS = 3;

/** Opens the console on the parameters of the function, with the metrics of this run below it. */
export function openConsolePage(options: LocalConsoleOptions): ConsolePage {
  const { path, router, metrics, environment, emulatorsUrl } = options;
  const config = readRouterConfig(environment);
  const { parameterPrefix, budgetTable, hasCallers } = config;
  const client = composeLocalClient(emulatorsUrl);
  const hasBudgets = hasCallers && budgetTable !== undefined;
  return new ConsolePage({
    title: 'Console of the local router',
    path,
    refreshSeconds: REFRESH_SECONDS,
    sources: {
      config,
      parameters: new SsmOperatorParameters(composeSsmClient(options), parameterPrefix),
      readsAuthors: true,
      figures: new LocalFigures(metrics),
      spending: hasBudgets
        ? new DynamoDbSpending(new DynamoDBClient(client), budgetTable)
        : undefined,
      now: () => new Date(),
      record: () => {},
    },
    appendix: {
      style: METRICS_STYLE,
      render: () => renderMetrics(metrics.summarize(), router),
    },
  });
}

/** Another Parameter Store than the emulator's needs the Region and the credentials of the user. */
function composeSsmClient({ environment, emulatorsUrl }: LocalConsoleOptions): SSMClient {
  const endpoint = environment['AWS_ENDPOINT_URL_SSM'];
  if (endpoint === emulatorsUrl) return new SSMClient(composeLocalClient(emulatorsUrl));
  return new SSMClient(endpoint === undefined ? {} : { endpoint });
}
