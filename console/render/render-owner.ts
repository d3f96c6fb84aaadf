import { describeAuthor } from '../change/describe-outcome';
import { type Html, html } from '../html';
import type { OwnedText } from '../view/console-view';
import type { Controls } from './controls';

/** Says who wrote what is in force, and in which version. */
export function renderOwner({ inForce, deploy, override }: OwnedText): Html {
  if (inForce === 'override' && override !== undefined) {
    return html`<span class="owner override">Override</span> <span class="since">${override.versionName}${describeAuthor(override)}</span>`;
  }
  if (deploy === undefined) return html`<span class="owner">As deployed</span>`;
  return html`<span class="owner">As deployed</span> <span class="since">version ${deploy.versionName}${describeAuthor(deploy)}</span>`;
}

/** Renders the form that takes an override away; nothing without one. */
export function renderReturn(operation: string, text: OwnedText, controls: Controls): Html {
  const { deploy, override, section, stamp } = text;
  if (override === undefined) return html``;
  const target = deploy === undefined ? 'no value' : deploy.value;
  const form = controls.form({
    id: `unset-${section}-${operation}`,
    fixed: { edit: 'unset', section, operation, seen: stamp },
    submit: 'Return to the deployed value',
    submitLabel: `Return ${section} of ${operation} to the deployed value`,
    confirmation: `Take the override of ${operation} away? Its history is deleted with it.`,
  });
  return html`<div class="return">${form}<p class="facts">The deployment says: <code>${target}</code></p></div>`;
}
