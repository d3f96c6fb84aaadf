import type { CheckDocument, Finding } from '../documents/check';
import { wrapText, writeForeign, writeTime } from '../output/write-text';

const STATUSES = [
  'ok',
  'warning',
  'failed',
  'unknown',
] as const satisfies readonly Finding['status'][];
const STATUS_WIDTH = 9;
const AREA_WIDTH = 13;

/** Account IDs, so that the output can be shared. */
export function maskAccounts(text: string): string {
  return text.replaceAll(/\b\d{12}\b/g, '************');
}

/** One line for each finding, and how many there are of each status. */
export function formatCheck({ version, time, findings }: CheckDocument): string {
  const counts = STATUSES.map(
    (status) => `${findings.filter((finding) => finding.status === status).length} ${status}`,
  );
  return [
    `tier-router ${version} check, ${writeTime(time)}`,
    '',
    ...findings.map(formatFinding),
    '',
    counts.join(', '),
    'Account IDs are masked, so that you can share this.',
  ].join('\n');
}

function formatFinding({ status, area, text }: Finding): string {
  const indent = ' '.repeat(STATUS_WIDTH + AREA_WIDTH);
  const start = `${status.padEnd(STATUS_WIDTH)}${area.padEnd(AREA_WIDTH)}`;
  return `${start}${wrapText(writeForeign(text), indent).slice(indent.length)}`;
}
