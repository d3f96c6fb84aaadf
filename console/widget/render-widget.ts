import type { Notice } from '../change/notice';
import { Html, html } from '../html';
import { renderConsole } from '../render/render-console';
import type { ConsoleView } from '../view/console-view';
import { WidgetControls, type WidgetEndpoints } from './widget-controls';

/** Below the class of the widget, because a dashboard has other widgets. The colours suit both themes. */
const WIDGET_STYLE = `
.tier-console { font-size: 14px; line-height: 1.45; }
.tier-console * { box-sizing: border-box; }
.tier-console cwdb-action { display: none; }
.tier-console .card { border: 1px solid #8885; border-radius: 8px; padding: 12px 16px; margin-top: 12px; }
.tier-console h2 { margin: 0 0 4px; font-size: 17px; overflow-wrap: anywhere; }
.tier-console p { margin: 2px 0; overflow-wrap: anywhere; }
.tier-console .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 24px; }
.tier-console .columns > div { min-width: 0; }
.tier-console .facts, .tier-console .since { opacity: .8; font-size: 13px; }
.tier-console .doubt { border-left: 3px solid #d98e04; padding-left: 8px; }
.tier-console .owner { border: 1px solid #8888; border-radius: 10px; padding: 0 8px; font-size: 12px; }
.tier-console .owner.override { font-weight: 700; border-width: 2px; }
.tier-console ol.candidates { list-style: none; margin: 8px 0; padding: 0; }
.tier-console li { margin-bottom: 10px; }
.tier-console label { display: block; font-weight: 600; font-size: 13px; }
.tier-console select, .tier-console input, .tier-console textarea { width: 100%; max-width: 640px; }
.tier-console .btn { margin: 4px 8px 4px 0; cursor: pointer; }
.tier-console summary { cursor: pointer; }
.tier-console h3 { margin: 8px 0 0; font-size: 14px; overflow-wrap: anywhere; }
.tier-console .row { border-top: 1px solid #8885; margin-top: 6px; }
.tier-console .row dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(84px, 1fr)); gap: 2px 12px; margin: 0; }
.tier-console dt { opacity: .8; font-size: 12px; }
.tier-console dd { margin: 0; }
.tier-console ol.versions { list-style: none; padding: 0; margin: 4px 0; }
.tier-console .versions li { border-top: 1px solid #8885; padding: 6px 0; }
.tier-console code { overflow-wrap: anywhere; }
.tier-console .notice { border: 1px solid #8885; border-left: 5px solid #1a8f5c; border-radius: 6px; padding: 8px 12px; margin: 8px 0; }
.tier-console .notice.refused, .tier-console .notice.failed { border-left-color: #cf2f3a; }
.tier-console .notice.conflict, .tier-console .notice.unchanged { border-left-color: #d98e04; }
`;

export interface WidgetContent {
  readonly view: ConsoleView;
  readonly notice?: Notice | undefined;
  /** A sentence below the console. */
  readonly hint?: string;
}

export function renderWidget(content: WidgetContent, endpoints: WidgetEndpoints): string {
  const shown = renderConsole(content, new WidgetControls(endpoints));
  const hint = content.hint === undefined ? '' : html`<p class="facts">${content.hint}</p>`;
  return frame(html`${shown}${hint}`);
}

export function renderFailure(problem: string): string {
  return frame(
    html`<div class="notice failed"><p><b>Parameter Store could not be read.</b> ${problem}</p></div>`,
  );
}

function frame(body: Html): string {
  return html`<style>${Html.trust(WIDGET_STYLE)}</style><div class="tier-console">${body}</div>`
    .markup;
}
