import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { addFigures, NO_FIGURES } from './figures';
import { InsightsSource } from './insights-source';
import { LogLinesSource } from './log-lines-source';
import { type Flags, readFlags, type Source, USAGE } from './read-flags';
import { formatReportCsv, formatReportJson } from './report-records';
import type { ReportRow, ReportSource } from './report-source';
import { formatReportTable } from './report-table';

const POLL_MILLIS = 500;

/** `npm run report`: what requests cost, by caller, operation and tier. */
async function main(flags: Flags): Promise<void> {
  if (flags.kind === 'help') {
    console.log(USAGE);
    return;
  }
  const rows = sort(await openSource(flags.source).sumUp(flags));
  console.log(format(flags, rows));
}

function openSource(source: Source): ReportSource {
  if (source.kind === 'log-group') {
    // The SDK asks for Node.js 22 on every start.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    const client = new CloudWatchLogsClient();
    return new InsightsSource({ client, logGroup: source.name, pause: () => sleep(POLL_MILLIS) });
  }
  const input = source.path === '-' ? process.stdin : createReadStream(source.path);
  return new LogLinesSource(readLines(input));
}

/** An interface of readline swallows the errors of its input. */
async function* readLines(input: NodeJS.ReadableStream): AsyncGenerator<string> {
  const lines = createInterface({ input, crlfDelay: Infinity });
  let failure: unknown;
  input.once('error', (error) => {
    failure = error;
    lines.close();
  });
  yield* lines;
  if (failure !== undefined) throw failure;
}

/** The dearest first. */
function sort(rows: readonly ReportRow[]): readonly ReportRow[] {
  return rows.toSorted((a, b) => {
    if (a.costUnits !== b.costUnits) return a.costUnits > b.costUnits ? -1 : 1;
    return JSON.stringify(a.groups) < JSON.stringify(b.groups) ? -1 : 1;
  });
}

function format(flags: Extract<Flags, { kind: 'report' }>, rows: readonly ReportRow[]): string {
  const total = rows.reduce(addFigures, NO_FIGURES);
  switch (flags.format) {
    case 'table':
      return formatReportTable(flags.groupings, rows, total);
    case 'csv':
      return formatReportCsv(flags.groupings, rows);
    case 'json':
      return formatReportJson(flags, rows, total);
    default:
      return flags.format satisfies never;
  }
}

function fail(error: unknown, exitCode: number): void {
  console.error(`report: ${error instanceof Error ? error.message : error}`);
  process.exitCode = exitCode;
}

try {
  main(readFlags(process.argv.slice(2), new Date())).catch((error) => fail(error, 1));
} catch (error) {
  fail(error, 2);
}
