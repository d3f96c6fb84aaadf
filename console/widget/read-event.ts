import { isJsonObject } from '../../lambda/core/json/json-object';
import { FIELDS, type Fields } from '../change/parse-change';

/** An event of a CloudWatch dashboard. Whoever may invoke the function may send anything. */
export interface WidgetEvent {
  /** Whether the widget's documentation is asked for. */
  readonly isDescribe: boolean;
  /** The operation whose history is asked for. */
  readonly history: string | undefined;
  /** What an action asks to change, with what the operator filled in. */
  readonly change: Fields;
  readonly dashboard: string | undefined;
}

export function readEvent(event: unknown): WidgetEvent {
  const { describe, history, change, form, widgetContext } = asObject(event);
  const context = asObject(widgetContext);
  const filled = asObject(asObject(context['forms'])['all']);
  return {
    isDescribe: describe === true,
    history: asText(history),
    change: readFields(asObject(change), filled, asText(form)),
    dashboard: asText(context['dashboardName'])?.slice(0, 255),
  };
}

/** The fixed fields win, so that a field of the widget cannot replace what the button is for. */
function readFields(
  fixed: Readonly<Record<string, unknown>>,
  filled: Readonly<Record<string, unknown>>,
  form = '',
): Fields {
  return Object.fromEntries(
    Object.values(FIELDS).flatMap((field) => {
      const value = asText(fixed[field]) ?? asText(filled[`${form}.${field}`]);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isJsonObject(value) ? value : {};
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
