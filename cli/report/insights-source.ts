import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  type ResultField,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { composeInsightsQuery, MOST_ROWS } from './insights-query';
import {
  GROUPINGS,
  type Grouping,
  type ReportQuestion,
  type ReportRow,
  type ReportSource,
} from './source';
import { readUsd } from './usd-units';

export interface InsightsSourceOptions {
  readonly client: CloudWatchLogsClient;
  readonly logGroup: string;
  /** Waits before the next poll. */
  readonly pause: () => Promise<void>;
}

/** States of a query that has not ended. Insights ends every query after an hour at most. */
const UNFINISHED: readonly (string | undefined)[] = ['Scheduled', 'Running', 'Unknown', undefined];

/** Adds up the function's log group by CloudWatch Logs Insights, which bills by the bytes that it reads. */
export class InsightsSource implements ReportSource {
  readonly #options: InsightsSourceOptions;

  constructor(options: InsightsSourceOptions) {
    this.#options = options;
  }

  async sumUp({ groupings, period }: ReportQuestion): Promise<readonly ReportRow[]> {
    const { client, logGroup } = this.#options;
    const { queryId } = await client.send(
      new StartQueryCommand({
        logGroupName: logGroup,
        queryString: composeInsightsQuery(groupings),
        startTime: Math.floor((period.from?.getTime() ?? 0) / 1000),
        endTime: Math.ceil((period.to?.getTime() ?? Date.now()) / 1000),
      }),
    );
    const { results = [] } = await this.#finish(queryId);
    if (results.length < MOST_ROWS) return results.map((fields) => readRow(fields, groupings));
    throw new Error(
      `there are ${MOST_ROWS} groups or more; choose fewer by --by or a shorter time`,
    );
  }

  async #finish(queryId: string | undefined): Promise<GetQueryResultsCommandOutput> {
    for (;;) {
      const output = await this.#options.client.send(new GetQueryResultsCommand({ queryId }));
      if (output.status === 'Complete') return output;
      if (!UNFINISHED.includes(output.status)) {
        throw new Error(`CloudWatch Logs Insights ended the query as ${output.status}`);
      }
      await this.#options.pause();
    }
  }
}

/** Insights leaves out a field without a value, or returns it empty. A sum over nothing may not be a number. */
function readRow(fields: readonly ResultField[], groupings: readonly Grouping[]): ReportRow {
  const values = new Map(fields.map(({ field, value }) => [field, value || undefined]));
  const read = (name: string) => {
    const value = Number(values.get(name));
    return Number.isFinite(value) ? value : 0;
  };
  return {
    groups: groupings.map((grouping) => values.get(GROUPINGS[grouping])),
    requests: read('requests'),
    errors: read('errors'),
    inputTokens: read('input_tokens'),
    outputTokens: read('output_tokens'),
    priced: read('priced'),
    unpriced: read('measured') - read('priced'),
    costUnits: readUsd(read('cost_usd')),
    savingsUnits: readUsd(read('savings_usd')),
  };
}
