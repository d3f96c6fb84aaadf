import { SECTIONS } from '../../lambda/contract';
import type { Edit, Fields } from '../change/parse-change';
import { type Html, html } from '../html';
import type { CandidateView, Choice, ModelChoices, OperationView } from '../view/console-view';
import type { Controls } from './controls';
import { describeDays, describePrice, renderMenu } from './render-menu';

export interface RouteContext {
  readonly controls: Controls;
  readonly menu: readonly ModelChoices[];
}

/** Renders the candidates of a route in their order, each with its menu, and a form for one more. */
export function renderRoute(view: OperationView, context: RouteContext): Html {
  const { candidates } = view;
  const isEmpty = candidates.length === 0;
  return html`${isEmpty ? html`<p class="doubt">The router has no valid route for it.</p>` : ''}<ol class="candidates">
${candidates.map((candidate, position) => renderCandidate({ view, candidate, position }, context))}
</ol>
<details class="more" id="add-${view.operation}"><summary>${isEmpty ? 'Choose a route' : 'Add a fallback'}</summary>
${renderAddition(view, context)}</details>`;
}

interface Placed {
  readonly view: OperationView;
  readonly candidate: CandidateView;
  readonly position: number;
}

function renderCandidate(placed: Placed, { controls, menu }: RouteContext): Html {
  const { view, candidate, position } = placed;
  const id = `${view.operation}-${position}`;
  const label = position === 0 ? 'Model and tier' : `Fallback ${position}`;
  const form = controls.form({
    id: `choose-${id}`,
    fixed: { ...fix(view, 'choose'), position: String(position) },
    submit: 'Save',
    submitLabel: `Save the ${describePlace(position)} of ${view.operation}`,
    isSavedAtOnce: true,
    content: (nameOf) =>
      renderMenu({
        id: `menu-${id}`,
        name: nameOf('candidate'),
        label,
        fullLabel: `${label} of ${view.operation}`,
        models: offer(
          menu,
          view.candidates.filter((other) => other !== candidate),
        ),
        chosen: candidate.text,
      }),
  });
  return html`<li>${form}${renderFacts(candidate)}${renderMoves(placed, controls)}</li>`;
}

function renderFacts({ price, daysLeft, doubts }: CandidateView): Html {
  const days = daysLeft === undefined ? '' : html` The model ${describeDays(daysLeft)}.`;
  return html`<p class="facts">${describePrice(price)}.${days}</p>
${doubts.map((doubt) => html`<p class="doubt"><b>Doubtful:</b> ${doubt}.</p>`)}`;
}

/** A route has at least one candidate, and the first one cannot move up. */
function renderMoves({ view, position }: Placed, controls: Controls): Html {
  if (view.candidates.length === 1) return html``;
  const make = (edit: 'raise' | 'remove', submit: string) =>
    controls.form({
      id: `${edit}-${view.operation}-${position}`,
      fixed: { ...fix(view, edit), position: String(position) },
      submit,
      submitLabel: `${submit}: ${describePlace(position)} of ${view.operation}`,
    });
  const raise = position === 0 ? '' : make('raise', 'Move up');
  return html`<div class="moves">${raise}${make('remove', 'Remove')}</div>`;
}

function renderAddition(view: OperationView, { controls, menu }: RouteContext): Html {
  const { operation, candidates } = view;
  return controls.form({
    id: `append-${operation}`,
    fixed: { ...fix(view, 'choose'), position: String(candidates.length) },
    submit: 'Add',
    submitLabel: `Add a fallback to ${operation}`,
    content: (nameOf) =>
      renderMenu({
        id: `menu-append-${operation}`,
        name: nameOf('candidate'),
        label: 'Next model and tier',
        fullLabel: `Next model and tier of ${operation}`,
        models: offer(menu, candidates),
        chosen: undefined,
      }),
  });
}

/** A route names a candidate once. */
function offer(
  menu: readonly ModelChoices[],
  taken: readonly CandidateView[],
): readonly ModelChoices[] {
  const isFree = ({ text }: Choice) => taken.every((candidate) => candidate.text !== text);
  return menu
    .map((model) => ({ ...model, choices: model.choices.filter(isFree) }))
    .filter(({ choices }) => choices.length > 0);
}

function fix({ operation, route }: OperationView, edit: Edit['kind']): Fields {
  return { edit, section: SECTIONS.operations, operation, seen: route.stamp };
}

function describePlace(position: number): string {
  return position === 0 ? 'first model' : `fallback ${position}`;
}
