import { SECTIONS } from '../../lambda/contract';
import { SETTINGS_HELP } from '../../lambda/core/settings/operation/settings-help';
import { type Html, html } from '../html';
import type { OperationView } from '../view/console-view';
import type { Controls } from './controls';
import { renderOwner, renderReturn } from './render-owner';

/**
 * Renders the settings of an operation as JSON, with what each member does.
 *
 * @param draft settings that were not written
 */
export function renderSettings(
  { operation, settings }: OperationView,
  draft: string | undefined,
  controls: Controls,
): Html {
  const { text: written, stamp } = settings;
  const text = draft ?? written;
  const form = controls.form({
    id: `settings-${operation}`,
    fixed: { edit: 'write', section: SECTIONS.settings, operation, seen: stamp },
    submit: 'Save settings',
    submitLabel: `Save the settings of ${operation}`,
    content: (nameOf) => html`<label for="text-${operation}">Settings as JSON</label>
<textarea id="text-${operation}" name="${nameOf('text')}" rows="${countRows(text)}" spellcheck="false" maxlength="4096">${text || '{}'}</textarea>`,
  });
  const state = written === '' ? html`none` : renderOwner(settings);
  return html`<details class="more" id="open-settings-${operation}"${draft === undefined ? '' : html` open`}><summary>Settings: ${state}</summary>
${form}${renderReturn(operation, settings, controls)}
<dl class="help">${Object.entries(SETTINGS_HELP).map(renderMember)}</dl></details>`;
}

function renderMember([name, { means, example }]: [
  string,
  { means: string; example: string },
]): Html {
  return html`<div><dt><code>${name}</code></dt><dd>${means} <code>${example}</code></dd></div>`;
}

const LINE = 80;

function countRows(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / LINE), 0);
  return Math.min(Math.max(3, lines), 16);
}
