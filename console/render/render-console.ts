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
  const rendered = notice && { of: notice.operation, html: renderNotice(notice, view, controls) };
  const isPlaced = operations.some(({ operation }) => operation === rendered?.of);
  return html`<p class="facts" id="read">Router <b>${router}</b>, read at ${formatTime(readAt)}.</p>
<div id="notices">${rendered === undefined || isPlaced ? '' : rendered.html}</div>
<div id="problems">${problems.map((problem) => html`<p class="notice failed">${problem}</p>`)}</div>
${operations.map((each) => {
  const own = each.operation === rendered?.of ? rendered.html : undefined;
  return renderOperation(each, { ...view, notice: own }, controls);
})}
${renderNewOperation(view, controls)}
${renderBudgets(budgets)}`;
}

export interface OperationContext extends Pick<ConsoleView, 'menu' | 'period'> {
  /** What became of the last change, if it was of this operation. */
  readonly notice: Html | undefined;
}

/** Renders the section of one operation. */
export function renderOperation(
  operation: OperationView,
  { menu, period, notice }: OperationContext,
  controls: Controls,
): Html {
  const { operation: name, route, figures } = operation;
  const routed =
    name === DIRECT_OPERATION
      ? html`<p class="facts">Calls that name a model themselves. They have settings, and no route.</p>`
      : html`<p>${renderOwner(route)}</p>${renderRoute(operation, { controls, menu })}${renderReturn(name, route, controls)}`;
  return html`<section class="card operation" id="operation-${name}" aria-labelledby="title-${name}">
<h2 id="title-${name}">${name}</h2>${notice ?? ''}
<div class="columns"><div>${routed}</div>
<div class="figures" id="figures-${name}">${renderFigures(name, figures, period)}</div></div>
${renderSettings(operation, controls)}
${renderHistory(operation, controls)}
</section>`;
}
