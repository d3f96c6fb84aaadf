import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { addFigures, NO_FIGURES } from './figures';
import { InsightsSource } from './insights-source';
import { LogLinesSource } from './log-lines-source';
import { formatReportCsv, formatReportJson } from './records';
import type { Format, ReceiptsLocation, ReportQuestion, ReportRow, ReportSource } from './source';
import { formatReportTable } from './table';

const POLL_MILLIS = 500;

export interface ReportRequest extends ReportQuestion {
  readonly location: ReceiptsLocation;
  readonly format: Format;
}

/** Reads receipts, adds them up and writes the sums as text. */
export async function composeReport(request: ReportRequest): Promise<string> {
  const rows = sort(await openSource(request.location).sumUp(request));
  return format(request, rows);
}

function openSource(location: ReceiptsLocation): ReportSource {
  if (location.kind === 'log-group') {
    // The SDK warns on every start of Node.js below 22.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    const client = new CloudWatchLogsClient();
    return new InsightsSource({ client, logGroup: location.name, pause: () => sleep(POLL_MILLIS) });
  }
  const input = location.path === '-' ? process.stdin : createReadStream(location.path);
  return new LogLinesSource(readLines(input));
}

/** The readline interface ignores errors of its input. */
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

/** The most expensive first. */
function sort(rows: readonly ReportRow[]): readonly ReportRow[] {
  return rows.toSorted((a, b) => {
    if (a.costUnits !== b.costUnits) return a.costUnits > b.costUnits ? -1 : 1;
    return JSON.stringify(a.groups) < JSON.stringify(b.groups) ? -1 : 1;
  });
}

function format(request: ReportRequest, rows: readonly ReportRow[]): string {
  const total = rows.reduce(addFigures, NO_FIGURES);
  switch (request.format) {
    case 'table':
      return rows.length === 0
        ? describeNothing(request)
        : formatReportTable(request.groupings, rows, total);
    case 'csv':
      return formatReportCsv(request.groupings, rows);
    case 'json':
      return formatReportJson(request, rows, total);
    default:
      return request.format satisfies never;
  }
}

function describeNothing({ location, period }: ReportRequest): string {
  const when = period.from === undefined && period.to === undefined ? '' : ' in this time';
  const reason = location.kind === 'file' ? ' Was it written by npm start -- --raw-logs?' : '';
  const where = location.kind === 'file' ? 'file' : 'log group';
  return `No requests in the ${where}${when}.${reason}`;
}
