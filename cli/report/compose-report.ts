import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../output/answer';
import { addFigures, NO_FIGURES } from './figures';
import { InsightsSource } from './insights-source';
import { LogLinesSource } from './log-lines-source';
import { describeOmissions, describeReport } from './notes';
import { type LogOptions, locateLog, openLogs, readLines } from './open-log';
import { describeReportRows, formatReportCsv } from './records';
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
  readonly format: Format;
}

/** Reads receipts, adds them up and writes the sums. */
export async function composeReport(options: LogOptions, request: ReportRequest): Promise<Answer> {
  const location = await locateLog(options);
  const { rows, leftOut } = await openSource(location).sumUp(request);
  const total = rows.reduce<ReportFigures>(addFigures, NO_FIGURES);
  const noted = { total, leftOut, period: request.period };
  const sorted = sort(rows);
  const document = describeReportRows(request.groupings, sorted, noted);
  if (request.format === 'json') return { document, text: JSON.stringify(document, null, 2) };
  if (request.format === 'csv') {
    const text = formatReportCsv(request.groupings, sorted);
    return { document, text, notes: describeOmissions(noted) };
  }
  const text =
    rows.length === 0
      ? [describeNothing(location), ...describeReport(noted)].join('\n')
      : formatReportTable(request.groupings, sorted, noted);
  return { document, text };
}

function openSource(location: ReceiptsLocation): ReportSource {
  if (location.kind === 'file') return new LogLinesSource(readLines(location.path));
  const pause = () => sleep(POLL_MILLIS);
  return new InsightsSource({ client: openLogs(location), logGroups: location.names, pause });
}

/** The most expensive first. */
function sort(rows: readonly ReportRow[]): readonly ReportRow[] {
  return rows.toSorted((a, b) => {
    if (a.costUnits !== b.costUnits) return a.costUnits > b.costUnits ? -1 : 1;
    return JSON.stringify(a.groups) < JSON.stringify(b.groups) ? -1 : 1;
  });
}

function describeNothing({ kind }: ReceiptsLocation): string {
  return kind === 'file'
    ? 'No requests in the file. Was it written by npm start -- --raw-logs?'
    : 'No requests in the log group.';
}
