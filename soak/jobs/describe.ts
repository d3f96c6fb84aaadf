import { formatTable } from '../../local/terminal/format-table';
import type { JobsTotals } from './finished-jobs';

/** The result, in lines of at most 80 columns, except for violations. */
export function describeJobs(totals: JobsTotals): string {
  const { endings, jobs, submissions, crashes, calls, faults, violations } = totals;
  const rows = [...endings].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    formatTable([['ENDING', 'JOBS'], ...rows.map(([name, count]) => [name, String(count)])]),
    '',
    `${jobs} jobs were submitted ${submissions} times, and made ${calls} calls of Bedrock.`,
    `Workers were killed ${crashes} times, and ${faults} calls of the ledger failed.`,
    '',
    violations.length === 0
      ? 'Every job has one final answer, and all sums agree.'
      : `${violations.length} violations:`,
    ...violations.map((violation) => `- ${violation}`),
  ].join('\n');
}
