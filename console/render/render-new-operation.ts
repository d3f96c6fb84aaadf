import { SECTIONS } from '../../lambda/contract';
import { type Html, html } from '../html';
import { NO_VALUE_STAMP } from '../view/compose-owned-text';
import type { ConsoleView } from '../view/console-view';
import type { Controls } from './controls';
import { renderMenu } from './render-menu';

/** Renders the form that adds an operation, which exists as an override alone. */
export function renderNewOperation({ menu }: Pick<ConsoleView, 'menu'>, controls: Controls): Html {
  const form = controls.form({
    id: 'new-operation',
    fixed: {
      edit: 'choose',
      section: SECTIONS.operations,
      position: '0',
      seen: NO_VALUE_STAMP,
    },
    submit: 'Add operation',
    content: (nameOf) => html`<label for="new-name">Name of the operation</label>
<input id="new-name" name="${nameOf('operation')}" required maxlength="64" autocomplete="off" spellcheck="false">
${renderMenu({ id: 'menu-new', name: nameOf('candidate'), label: 'Model and tier', models: menu, chosen: undefined })}`,
  });
  return html`<details class="card more" id="new-operation"><summary>Add an operation</summary>${form}</details>`;
}
