import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Period } from './source';

export interface PeriodOptions {
  /** In milliseconds. */
  readonly since?: number;
  readonly from?: Date;
  readonly to?: Date;
}

const SECOND = 1_000;

const MILLIS = new Map([
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

const DURATION = /^(\d{1,6})([mhd])$/;
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export function addPeriodOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--since <duration>', 'the last minutes, hours or days: 90m, 24h, 7d')
        .argParser(parseDuration)
        .conflicts(['from', 'to']),
    )
    .option('--from <time>', 'ISO 8601, as 2026-11-21 or 2026-11-21T09:30:00Z', parseTime)
    .option('--to <time>', 'ISO 8601', parseTime);
}

/**
 * In whole seconds around the times.
 *
 * @param defaultSince milliseconds before the end; undefined reads all
 */
export function composePeriod(
  { since, from, to }: PeriodOptions,
  { now, defaultSince }: { readonly now: Date; readonly defaultSince: number | undefined },
): Period {
  const millis = since ?? defaultSince;
  const end = to ?? now;
  const start = from ?? (millis === undefined ? undefined : new Date(end.getTime() - millis));
  const until = to ?? (millis === undefined ? undefined : now);
  return {
    from: start && round(start, Math.floor),
    to: until && round(until, Math.ceil),
  };
}

function round(time: Date, roundNumber: (seconds: number) => number): Date {
  return new Date(roundNumber(time.getTime() / SECOND) * SECOND);
}

/** Reads `90m`, `24h` or `7d` as milliseconds. */
export function parseDuration(text: string): number {
  const [, count, unit = ''] = DURATION.exec(text) ?? [];
  const millis = MILLIS.get(unit);
  if (millis !== undefined) return Number(count) * millis;
  throw new InvalidArgumentError('It may be a number of minutes, hours or days: 90m, 24h, 7d.');
}

/** A day without a time begins at midnight UTC. */
export function parseTime(text: string): Date {
  const time = TIME.test(text) ? new Date(text) : new Date(Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  throw new InvalidArgumentError('It may be a time as 2026-11-21 or 2026-11-21T09:30:00Z.');
}
