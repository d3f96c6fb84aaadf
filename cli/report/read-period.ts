import type { Period } from './report-source';

export interface PeriodFlags {
  readonly since?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const MILLIS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const SINCE = /^(\d{1,6})([mhd])$/;
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads of which time to report.
 *
 * @param defaultSince where nothing is said; undefined is without an end
 * @throws Error in one line
 */
export function readPeriod(
  { since, from, to }: PeriodFlags,
  { now, defaultSince }: { readonly now: Date; readonly defaultSince: string | undefined },
): Period {
  if (since !== undefined && (from !== undefined || to !== undefined)) {
    throw new Error('--since goes to now; leave it out, or leave out --from and --to');
  }
  const period = {
    from:
      from === undefined
        ? readSince(since ?? defaultSince, readEnd(to, now))
        : readTime('--from', from),
    to:
      to === undefined && defaultSince === undefined && since === undefined
        ? undefined
        : readEnd(to, now),
  };
  if (period.from !== undefined && period.to !== undefined && period.from > period.to) {
    throw new Error(
      `--from is after --to: ${period.from.toISOString()} and ${period.to.toISOString()}`,
    );
  }
  return period;
}

function readEnd(to: string | undefined, now: Date): Date {
  return to === undefined ? now : readTime('--to', to);
}

function readSince(text: string | undefined, end: Date): Date | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = SINCE.exec(text) ?? [];
  if (unit === 'm' || unit === 'h' || unit === 'd') {
    return new Date(end.getTime() - Number(count) * MILLIS[unit]);
  }
  throw new Error(
    `--since is "${text}"; it may be a number of minutes, hours or days: 90m, 24h, 7d`,
  );
}

/** A day without a time begins at midnight UTC. */
function readTime(flag: string, text: string): Date {
  const time = TIME.test(text) ? new Date(text) : new Date(Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  throw new Error(`${flag} is "${text}"; it may be a time as 2026-11-21 or 2026-11-21T09:30:00Z`);
}
