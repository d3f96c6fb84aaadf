import { DIRECT_OPERATION } from '../../lambda/contract';
import type { Notice } from '../change/notice';
import { formatTime } from '../format-figure';
import { type Html, html } from '../html';
import type { ConsoleView, OperationView } from '../view/console-view';
import type { Controls } from './controls';
import { renderBudgets, renderFigures } from './render-figures';
import { renderHistory } from './render-history';
import { renderNewOperation } from './render-new-operation';
import { renderNotice } from './render-notice';
import { renderOwner, renderReturn } from './render-owner';
import { renderRoute } from './render-route';
import { renderSettings } from './render-settings';

export interface Shown {
  readonly view: ConsoleView;
  readonly notice?: Notice | undefined;
}

/** Renders the console: what became of the last change, the operations, and the budgets of callers. */
export function renderConsole({ view, notice }: Shown, controls: Controls): Html {
  const { router, operations, problems, budgets, readAt } = view;
  const isPlaced = operations.some(({ operation }) => operation === notice?.operation);
  const isGeneral = notice !== undefined && !isPlaced;
  return html`<p class="facts" id="read">Router <b>${router}</b>, read at ${formatTime(readAt)}.</p>
<div id="notices">${isGeneral ? renderNotice(notice, view, controls) : ''}</div>
<div id="problems">${problems.map((problem) => html`<p class="notice failed">${problem}</p>`)}</div>
${operations.map((each) => {
  const own = each.operation === notice?.operation ? notice : undefined;
  return renderOperation(each, { view, notice: own }, controls);
})}
${renderNewOperation(view, controls)}
${renderBudgets(budgets)}`;
}

/** Renders the section of one operation, with what became of the last change if it was of this one. */
function renderOperation(
  operation: OperationView,
  { view, notice }: Shown,
  controls: Controls,
): Html {
  const { menu, period } = view;
  const { operation: name, route, figures } = operation;
  const routed =
    name === DIRECT_OPERATION
      ? html`<p class="facts">Calls that name a model themselves. They have settings, and no route.</p>`
      : html`<p>${renderOwner(route)}</p>${renderRoute(operation, { controls, menu })}${renderReturn(name, route, controls)}`;
  return html`<section class="card operation" id="operation-${name}" aria-labelledby="title-${name}">
<h2 id="title-${name}">${name}</h2>${notice === undefined ? '' : renderNotice(notice, view, controls)}
<div class="columns"><div>${routed}</div>
<div class="figures" id="figures-${name}">${renderFigures(figures, period)}</div></div>
${renderSettings(operation, notice?.draft, controls)}
${renderHistory(operation, controls)}
</section>`;
}
