import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { addFigures, NO_FIGURES } from './figures';
import { InsightsSource } from './insights-source';
import { LogLinesSource } from './log-lines-source';
import { describeOmissions, describeReport, type Noted } from './notes';
import { formatReportCsv, formatReportJson } from './records';
import type {
  Format,
  ReceiptsLocation,
  ReportFigures,
  ReportQuestion,
  ReportRow,
  ReportSource,
} from './source';
import { formatReportTable } from './table';

const POLL_MILLIS = 500;

export interface ReportRequest extends ReportQuestion {
  readonly location: ReceiptsLocation;
  readonly format: Format;
}

export interface Report {
  readonly text: string;
  /** What the text leaves out, if its format has no room for notes. */
  readonly notes: readonly string[];
}

/** Reads receipts, adds them up and writes the sums as text. */
export async function composeReport(request: ReportRequest): Promise<Report> {
  const { rows, leftOut } = await openSource(request.location).sumUp(request);
  const total = rows.reduce<ReportFigures>(addFigures, NO_FIGURES);
  return format(request, sort(rows), { total, leftOut, period: request.period });
}

function openSource(location: ReceiptsLocation): ReportSource {
  if (location.kind === 'log-group') {
    // The SDK warns on every start of Node.js below 22.
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
    const client = new CloudWatchLogsClient();
    return new InsightsSource({
      client,
      logGroups: location.names,
      pause: () => sleep(POLL_MILLIS),
    });
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

function format(request: ReportRequest, rows: readonly ReportRow[], noted: Noted): Report {
  const { groupings } = request;
  switch (request.format) {
    case 'table':
      return rows.length === 0
        ? { text: [describeNothing(request), ...describeReport(noted)].join('\n'), notes: [] }
        : { text: formatReportTable(groupings, rows, noted), notes: [] };
    case 'csv':
      return { text: formatReportCsv(groupings, rows), notes: describeOmissions(noted) };
    case 'json':
      return { text: formatReportJson(groupings, rows, noted), notes: [] };
    default:
      return request.format satisfies never;
  }
}

function describeNothing({ location }: ReportRequest): string {
  return location.kind === 'file'
    ? 'No requests in the file. Was it written by npm start -- --raw-logs?'
    : 'No requests in the log group.';
}
