import { SECTIONS } from '../../lambda/contract';
import type { HistoricValue } from '../../lambda/core/operator/history';
import { nameIdentity } from '../../lambda/core/operator/history';
import { formatTime } from '../format-figure';
import { type Html, html } from '../html';
import type { OperationView, OwnedText } from '../view/console-view';
import type { Controls } from './controls';

/** Renders who wrote what when, the newest first, with a form for each to return to it. */
export function renderHistory(view: OperationView, controls: Controls): Html {
  const { operation, route, settings } = view;
  const isShown = route.history !== undefined;
  const button = controls.history({ operation, isShown });
  const tables = [route, settings].map((text) => renderVersions(operation, text, controls));
  return html`<div class="history">${button}${tables}</div>`;
}

function renderVersions(operation: string, text: OwnedText, controls: Controls): Html {
  const { history, section } = text;
  const what = section === SECTIONS.operations ? 'route' : 'settings';
  if (history === undefined || (history.length === 0 && what === 'settings')) return html``;
  const rows = [...history]
    .reverse()
    .map((version) => renderVersion(operation, { text, version }, controls));
  return html`<h3>History of the ${what}</h3><ol class="versions" reversed>${rows}</ol>`;
}

interface Shown {
  readonly text: OwnedText;
  readonly version: HistoricValue;
}

function renderVersion(operation: string, { text, version }: Shown, controls: Controls): Html {
  const { versionName, changedAt, changedBy, value } = version;
  const { section, stamp } = text;
  const isInForce = versionName === (text.inForce && text[text.inForce]?.versionName);
  const action = isInForce
    ? html`<p>In force.</p>`
    : controls.form({
        id: `back-${section}-${operation}-${versionName}`,
        fixed: { edit: 'write', section, operation, seen: stamp, text: value },
        submit: 'Use again',
        submitLabel: `Use ${versionName} of ${operation} again`,
      });
  const at = changedAt === undefined ? '' : `, ${formatTime(changedAt)}`;
  const by =
    changedBy === undefined ? ', by an unknown identity' : `, by ${nameIdentity(changedBy)}`;
  return html`<li><p><b>${versionName}</b>${at}${by}</p><p><code>${value}</code></p>${action}</li>`;
}
