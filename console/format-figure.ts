const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const USD = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
});

export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** Shows one decimal below 10 ms, the range of the router's own latency. */
export function formatMillis(millis: number): string {
  return `${(millis < 10 ? FINE : WHOLE).format(millis)} ms`;
}

/** Shows up to six decimals, because a request costs less than a cent. */
export function formatUsd(usd: number): string {
  return USD.format(usd);
}

/** E.g. `4 (12.5 %)`. */
export function formatShare(part: number, whole: number): string {
  if (part === 0) return '0';
  return `${formatCount(part)} (${FINE.format((100 * part) / whole)} %)`;
}

const RATE = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 4 });
const PERCENT = { style: 'percent', maximumFractionDigits: 1 } as const;
const SHARE = new Intl.NumberFormat('en-US', PERCENT);
const CHANGE = new Intl.NumberFormat('en-US', { ...PERCENT, signDisplay: 'exceptZero' });

/** USD per million tokens, e.g. `$0.33 in, $2.75 out per 1M tokens`. */
export function formatRates({
  input,
  output,
}: {
  readonly input: number;
  readonly output: number;
}): string {
  return `${formatRate(input)} in, ${formatRate(output)} out per 1M tokens`;
}

/** A rate in USD, e.g. `$0.165`. */
export function formatRate(usd: number): string {
  return `$${RATE.format(usd)}`;
}

export function formatPercent(share: number): string {
  return SHARE.format(share);
}

/** E.g. `+75%` and `-50%`. */
export function formatShareChange(share: number): string {
  return CHANGE.format(share);
}

/** E.g. `2026-11-21 09:30:00 UTC`. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
