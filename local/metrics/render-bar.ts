import { type Html, html } from '../../console/html';
import type { SeriesColor } from './charts';

/** A value of a series with its label. */
export interface Mark {
  readonly name: string;
  readonly color: SeriesColor;
  readonly value: number;
  readonly text: string;
}

export interface Bar {
  readonly arrangement: 'end-to-end' | 'overlaid';
  readonly marks: readonly Mark[];
}

/** Computes the value that the full length of the bar shows. */
export function measureBar({ arrangement, marks }: Bar): number {
  const values = marks.map(({ value }) => value);
  return arrangement === 'overlaid'
    ? Math.max(0, ...values)
    : values.reduce((sum, value) => sum + value, 0);
}

/** Renders a bar. It is hidden from screen readers, because the values are also shown as text. */
export function renderBar(bar: Bar, fullLength: number): Html {
  return html`<svg class="bar" aria-hidden="true"><rect class="track" width="100%" height="100%"/>${renderMarks(bar, fullLength)}</svg>`;
}

/** Draws overlaid marks from the longest to the shortest, because each covers the previous one. */
function renderMarks({ arrangement, marks }: Bar, fullLength: number): readonly Html[] {
  if (arrangement === 'overlaid') {
    return marks.toReversed().map((mark) => renderMark(mark, 0, fullLength));
  }
  let start = 0;
  return marks.map((mark) => {
    const rendered = renderMark(mark, start, fullLength);
    start += mark.value;
    return rendered;
  });
}

function renderMark({ name, color, value, text }: Mark, start: number, fullLength: number): Html {
  const percent = (part: number) => `${((100 * part) / fullLength).toFixed(2)}%`;
  return html`<rect class="${color}" x="${percent(start)}" width="${percent(value)}" height="100%"><title>${name} ${text}</title></rect>`;
}
