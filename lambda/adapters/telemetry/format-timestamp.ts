const MILLIS_PER_MINUTE = 60_000;

/**
 * E.g. `2026-11-28T12:00:00.000Z`, or with an offset `2026-11-28T13:00:00.000+01:00`.
 *
 * @param offsetMinutes how far the local time is ahead of UTC; undefined to write UTC
 */
export function formatTimestamp(now: Date, offsetMinutes: number | undefined): string {
  if (offsetMinutes === undefined) return now.toISOString();
  const local = new Date(now.getTime() + offsetMinutes * MILLIS_PER_MINUTE);
  return `${local.toISOString().slice(0, -1)}${formatOffset(offsetMinutes)}`;
}

function formatOffset(minutes: number): string {
  const distance = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}
