import type { QuotedPrice } from '../../lambda/core/operator/compare-prices';
import { formatPercent, formatRate, formatRates } from '../format-figure';
import { type Html, html } from '../html';
import type { Choice, ModelChoices } from '../view/console-view';

export interface Menu {
  readonly id: string;
  /** The name of the field. */
  readonly name: string;
  readonly label: string;
  /** The menu's name for screen readers, if others on the page have the same label. */
  readonly fullLabel?: string;
  readonly models: readonly ModelChoices[];
  /** The chosen tiered model ID; undefined if the operator has to choose. */
  readonly chosen: string | undefined;
}

/** Renders a menu of models and tiers with their prices. What is in force is in it even if the deployment knows no such choice. */
export function renderMenu({ id, name, label, fullLabel, models, chosen }: Menu): Html {
  const isListed = models.some(({ choices }) => choices.some(({ text }) => text === chosen));
  const first =
    chosen === undefined
      ? html`<option value="" selected disabled>Choose a model and tier</option>`
      : html`<option value="${chosen}" selected>${chosen}</option>`;
  return html`<label for="${id}">${label}</label>
<select id="${id}" name="${name}"${fullLabel === undefined ? '' : html` aria-label="${fullLabel}"`} required>${isListed ? '' : first}${models.map((model) => renderModel(model, chosen))}</select>`;
}

function renderModel({ baseModelId, daysLeft, choices }: ModelChoices, chosen?: string): Html {
  const end = daysLeft === undefined ? '' : ` – ${describeDays(daysLeft)}`;
  return html`<optgroup label="${baseModelId}${end}">${choices.map((choice) => renderChoice(baseModelId, choice, chosen))}</optgroup>`;
}

function renderChoice(baseModelId: string, { text, tier, price }: Choice, chosen?: string): Html {
  const selected = text === chosen ? html` selected` : html``;
  return html`<option value="${text}"${selected}>${tier} · ${baseModelId} · ${writePrice(price)}</option>`;
}

/** E.g. `$0.165 in, $1.375 out per 1M tokens, saves 50%`. */
export function describePrice(price: QuotedPrice | undefined): string {
  if (price === undefined) return 'no known price';
  return `${formatRates(price)}${describeShare(price)}`;
}

/** The same in the width of a menu. */
function writePrice(price: QuotedPrice | undefined): string {
  if (price === undefined) return 'no known price';
  return `${formatRate(price.input)} in, ${formatRate(price.output)} out${describeShare(price)}`;
}

function describeShare({ savedShare }: QuotedPrice): string {
  const saved = savedShare?.output ?? 0;
  if (saved === 0) return '';
  return saved > 0 ? `, saves ${formatPercent(saved)}` : `, costs ${formatPercent(-saved)} more`;
}

export function describeDays(days: number): string {
  if (days <= 0) return 'has ended';
  return days === 1 ? 'ends today' : `ends in ${days} days`;
}
