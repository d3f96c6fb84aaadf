/** A button of a widget with the action that CloudWatch finds right behind it. */
export interface WidgetButton {
  readonly label: string;
  readonly endpoint: string;
  readonly confirmation: string | undefined;
  readonly parameters: object;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

const BUTTON =
  /<button type="button" class="btn[^"]*"(?: aria-label="([^"]*)")?>([^<]*)<\/button><cwdb-action action="call" display="widget" endpoint="([^"]*)"(?: confirmation="([^"]*)")?>([^<]*)<\/cwdb-action>/g;

export function listButtons(widget: string): readonly WidgetButton[] {
  return [...widget.matchAll(BUTTON)].map(
    ([, name, text = '', endpoint = '', asked, json = '']) => ({
      label: readText(name ?? text),
      endpoint: readText(endpoint),
      confirmation: asked && readText(asked),
      parameters: JSON.parse(readText(json)),
    }),
  );
}

/** The names of all fields that CloudWatch would send. */
export function listFields(widget: string): readonly string[] {
  return [...widget.matchAll(/<(?:select|input|textarea) [^>]*name="([^"]*)"/g)].map(
    ([, name = '']) => readText(name),
  );
}

/** Composes the event by which CloudWatch invokes the function of a button. */
export function pressButton(
  widget: string,
  label: string,
  filled: Readonly<Record<string, string>> = {},
): object {
  const button = listButtons(widget).find((each) => each.label === label);
  if (button === undefined) throw new Error(`there is no button ${label}`);
  return { ...button.parameters, widgetContext: composeContext(filled) };
}

export function composeContext(filled: Readonly<Record<string, string>> = {}): object {
  return {
    dashboardName: 'Router',
    widgetId: 'widget-2',
    accountId: '111122223333',
    theme: 'dark',
    params: {},
    forms: { all: filled },
    width: 1200,
    height: 800,
  };
}

export function readText(markup: string): string {
  return markup.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
