import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  type ResultField,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { Rows } from './figures';
import { composeInsightsQuery, MOST_ROWS, nameGroup, SPLITS } from './insights-query';
import type { Grouping, Reading, ReportFigures, ReportQuestion, ReportSource } from './source';
import { readUsd } from './usd-units';

export interface InsightsSourceOptions {
  readonly client: CloudWatchLogsClient;
  readonly logGroups: readonly string[];
  /** Waits before the next poll. */
  readonly pause: () => Promise<void>;
}

/** States of a query that has not ended. Insights ends every query after an hour at most. */
const UNFINISHED: readonly (string | undefined)[] = ['Scheduled', 'Running', 'Unknown', undefined];

/** Adds up the log groups of functions by CloudWatch Logs Insights, which bills by the bytes that it reads. */
export class InsightsSource implements ReportSource {
  readonly #options: InsightsSourceOptions;

  constructor(options: InsightsSourceOptions) {
    this.#options = options;
  }

  async sumUp({ groupings, period }: ReportQuestion): Promise<Reading> {
    const { client, logGroups } = this.#options;
    const { queryId } = await client.send(
      new StartQueryCommand({
        logGroupNames: [...logGroups],
        queryString: composeInsightsQuery(groupings),
        startTime: Math.floor((period.from?.getTime() ?? 0) / 1000),
        endTime: Math.ceil((period.to?.getTime() ?? Date.now()) / 1000),
      }),
    );
    const { results = [] } = await this.#finish(queryId);
    if (results.length < MOST_ROWS) return readResults(results, groupings);
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

type Values = ReadonlyMap<string | undefined, string | undefined>;

function readResults(
  results: readonly (readonly ResultField[])[],
  groupings: readonly Grouping[],
): Reading {
  const rows = new Rows();
  const leftOut = { unrouted: 0, unreadable: 0, untimed: 0 };
  for (const fields of results) {
    // Insights leaves out a field without a value, or returns it empty.
    const values: Values = new Map(fields.map(({ field, value }) => [field, value || undefined]));
    const figures = readFigures(values);
    if (!isSet(values, SPLITS.isReadable)) leftOut.unreadable += figures.requests;
    else if (!isSet(values, SPLITS.isRouted)) leftOut.unrouted += figures.requests;
    else {
      rows.add(
        groupings.map((grouping, index) => values.get(nameGroup(grouping, index))),
        figures,
      );
    }
  }
  return { rows: rows.list(), leftOut };
}

function readFigures(values: Values): ReportFigures {
  const read = (name: string) => readNumber(values, name);
  const requests = read('requests');
  const status = values.get(SPLITS.costStatus);
  return {
    requests,
    errors: read('errors'),
    inputTokens: read('input_tokens'),
    outputTokens: read('output_tokens'),
    cacheReadInputTokens: read('cache_read_tokens'),
    cacheWriteInputTokens: read('cache_write_tokens'),
    priced: read('priced'),
    unpriced: status === 'unpriced' ? requests : 0,
    unknownUsage: status === 'unknown-usage' ? requests : 0,
    unsaved: read('priced') - read('saved') - read('cache_hits'),
    lostAttempts: read('lost'),
    jobAttempts: read('job_attempts'),
    cacheHits: read('cache_hits'),
    cacheSavingsUnits: readUsd(read('cache_savings_usd')),
    costUnits: readUsd(read('cost_usd')),
    savingsUnits: readUsd(read('savings_usd')),
    charged: read('charged'),
    chargedUnits: readUsd(read('charges_usd')),
  };
}

/** A sum over nothing may not be a number. */
function readNumber(values: Values, name: string): number {
  const value = Number(values.get(name));
  return Number.isFinite(value) ? value : 0;
}

function isSet(values: Values, flag: string): boolean {
  return ['1', 'true'].includes(values.get(flag) ?? '');
}
