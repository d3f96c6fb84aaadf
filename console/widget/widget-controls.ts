import type { Fields } from '../change/parse-change';
import { Html, html } from '../html';
import type { ConsoleForm, Controls, HistoryButton } from '../render/controls';

/** The functions that the actions of a widget invoke. */
export interface WidgetEndpoints {
  readonly changeArn: string;
  /** Undefined if the widget is rendered by a function that does not know it. */
  readonly viewArn?: string | undefined;
}

/** The members of an event by which an action asks for a change. */
export interface ChangeCall {
  readonly change: Fields;
  /** The beginning of the names of the form's fields, because all fields of a widget are sent together. */
  readonly form: string;
}

/**
 * Forms of a CloudWatch widget. CloudWatch sends all fields of the widget with each action, and removes scripts, so the
 * button stands behind its form.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_interactivity.html
 */
export class WidgetControls implements Controls {
  constructor(private readonly endpoints: WidgetEndpoints) {}

  form({
    id,
    fixed,
    submit,
    submitLabel,
    content,
    confirmation,
    isMain = false,
  }: ConsoleForm): Html {
    const fields = content?.((field) => `${id}.${field}`);
    const call: ChangeCall = { change: fixed, form: id };
    const action = writeAction(this.endpoints.changeArn, call, confirmation);
    const label = submitLabel === undefined ? '' : html` aria-label="${submitLabel}"`;
    return html`${fields === undefined ? '' : html`<form>${fields}</form>`}<button type="button" class="btn${isMain ? ' btn-primary' : ''}"${label}>${submit}</button>${action}`;
  }

  history({ operation, isShown }: HistoryButton): Html {
    const { viewArn } = this.endpoints;
    if (viewArn === undefined) return html``;
    const action = writeAction(viewArn, isShown ? {} : { history: operation }, undefined);
    return html`<button type="button" class="btn" aria-label="${isShown ? 'Hide' : 'Show'} history of ${operation}">${isShown ? 'Hide' : 'Show'} history</button>${action}`;
  }
}

/** The action belongs to the element right before it. */
function writeAction(endpoint: string, call: object, confirmation: string | undefined): Html {
  const asked = confirmation === undefined ? '' : html` confirmation="${confirmation}"`;
  return html`<cwdb-action action="call" display="widget" endpoint="${endpoint}"${asked}>${writeJson(call)}</cwdb-action>`;
}

const NO_TEXT_IN_JSON = /[<>&'\u2028\u2029]/g;

/** Writes JSON that is the same before and after HTML is parsed: it has no character that HTML would have to escape. */
function writeJson(value: object): Html {
  const writeEscape = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return Html.trust(JSON.stringify(value).replace(NO_TEXT_IN_JSON, writeEscape));
}
