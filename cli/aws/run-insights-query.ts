import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';

export interface InsightsQuery {
  readonly logGroups: readonly string[];
  readonly query: string;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** A row of a result: field → value. Insights leaves out a field without a value, or returns it empty. */
export type InsightsRow = ReadonlyMap<string | undefined, string | undefined>;

/** States of a query that has not ended. Insights ends every query after an hour at most. */
const UNFINISHED: readonly (string | undefined)[] = ['Scheduled', 'Running', 'Unknown', undefined];

const POLL_MILLIS = 500;

/**
 * Runs a query of CloudWatch Logs Insights, which bills by the bytes that it reads.
 *
 * @param pause waits before the next poll
 */
export async function runInsightsQuery(
  client: CloudWatchLogsClient,
  { logGroups, query, from, to }: InsightsQuery,
  pause: () => Promise<unknown> = () => sleep(POLL_MILLIS),
): Promise<readonly InsightsRow[]> {
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames: [...logGroups],
      queryString: query,
      startTime: Math.floor((from?.getTime() ?? 0) / 1000),
      endTime: Math.ceil((to?.getTime() ?? Date.now()) / 1000),
    }),
  );
  for (;;) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') return results.map(readRow);
    if (!UNFINISHED.includes(status)) {
      throw new Error(`CloudWatch Logs Insights ended the query as ${status}`);
    }
    await pause();
  }
}

function readRow(fields: readonly ResultField[]): InsightsRow {
  return new Map(fields.map(({ field, value }) => [field, value || undefined]));
}

/** A sum over nothing may not be a number. */
export function readNumber(row: InsightsRow, name: string): number {
  const value = Number(row.get(name));
  return Number.isFinite(value) ? value : 0;
}
