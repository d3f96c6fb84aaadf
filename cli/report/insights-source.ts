import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type InsightsRow, readNumber, runInsightsQuery } from '../aws/run-insights-query';
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

/** Adds up the log groups of functions by CloudWatch Logs Insights, which bills by the bytes that it reads. */
export class InsightsSource implements ReportSource {
  readonly #options: InsightsSourceOptions;

  constructor(options: InsightsSourceOptions) {
    this.#options = options;
  }

  async sumUp({ groupings, period }: ReportQuestion): Promise<Reading> {
    const { client, logGroups, pause } = this.#options;
    const query = { logGroups, query: composeInsightsQuery(groupings), ...period };
    const rows = await runInsightsQuery(client, query, pause);
    if (rows.length < MOST_ROWS) return readResults(rows, groupings);
    throw new Error(
      `there are ${MOST_ROWS} groups or more; choose fewer by --by or a shorter time`,
    );
  }
}

function readResults(results: readonly InsightsRow[], groupings: readonly Grouping[]): Reading {
  const rows = new Rows();
  const leftOut = { unrouted: 0, unreadable: 0, untimed: 0 };
  for (const values of results) {
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

function readFigures(values: InsightsRow): ReportFigures {
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

function isSet(values: InsightsRow, flag: string): boolean {
  return ['1', 'true'].includes(values.get(flag) ?? '');
}
