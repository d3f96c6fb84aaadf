export const WIDTH = 80;

/** Breaks a sentence into lines of at most 80 columns. Words that are longer stay whole. */
export function wrapText(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const isFull = line !== '' && `${indent}${line} ${word}`.length > WIDTH;
    if (isFull) lines.push(line);
    line = isFull || line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${indent}${each}`).join('\n');
}

/** `2026-11-28 12:00Z` */
export function writeTime(iso: string | undefined): string | undefined {
  return iso === undefined ? undefined : `${iso.slice(0, 16).replace('T', ' ')}Z`;
}

/** USD per million tokens, without trailing zeros. */
export function writeRate(rate: number | undefined): string {
  return rate === undefined ? '-' : String(rate);
}

/** `0.5` → `50%`, `-0.75` → `-75%`. */
export function writeShare(share: number | undefined): string {
  return share === undefined ? '-' : `${Math.round(share * 1000) / 10}%`;
}

/** `+250%`, `-50%`, `0%` */
export function writeChange(change: number | undefined): string {
  const text = writeShare(change);
  return change !== undefined && change > 0 ? `+${text}` : text;
}

/** What a terminal would take as control sequences or line breaks is shown as a space. */
export function writeForeign(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
