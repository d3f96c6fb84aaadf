import { SECTIONS } from '../../lambda/contract';
import type { Notice } from '../change/notice';
import { type Html, html } from '../html';
import type { ConsoleView } from '../view/console-view';
import type { Controls } from './controls';

const TITLES = {
  saved: 'Saved',
  unchanged: 'Unchanged',
  refused: 'Refused',
  conflict: 'Somebody else was faster',
  failed: 'Failed',
} as const satisfies Record<Notice['kind'], string>;

/** Renders what became of a change. Undo is offered while what the change wrote is the latest. */
export function renderNotice(notice: Notice, view: ConsoleView, controls: Controls): Html {
  const { kind, operation, lines } = notice;
  const about = operation === undefined ? '' : `${operation}: `;
  return html`<div class="notice ${kind}" id="notice" tabindex="-1"><p><b>${TITLES[kind]}.</b> ${about}${lines[0] ?? ''}</p>
${lines.slice(1).map((line) => html`<p>${line}</p>`)}${renderUndo(notice, view, controls)}</div>`;
}

function renderUndo({ undo }: Notice, { operations }: ConsoleView, controls: Controls): Html {
  const found = operations.find(({ operation }) => operation === undo?.operation);
  if (undo === undefined || found === undefined) return html``;
  const { section, operation, text, writtenVersion } = undo;
  const shown = section === SECTIONS.operations ? found.route : found.settings;
  if (shown.override?.version !== writtenVersion) return html``;
  const edit = text === undefined ? { edit: 'unset' } : { edit: 'write', text };
  return controls.form({
    id: 'undo',
    fixed: { ...edit, section, operation, seen: shown.stamp },
    submit: 'Undo',
    submitLabel: `Undo the change of ${operation}`,
    isMain: true,
  });
}
