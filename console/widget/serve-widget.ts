import { TIMES } from '../../lambda/core/settings/times';
import { applyChange } from '../change/apply-change';
import { describeError, readConsole } from '../read-console';
import type { ConsoleSources } from '../sources';
import { readEvent } from './read-event';
import { renderFailure, renderWidget } from './render-widget';
import type { WidgetEndpoints } from './widget-controls';

const DESCRIPTION = `## Console of Bedrock Tier Router
Shows the routes and settings that are in force, who changed them, and the figures of the last day. Buttons change them by
invoking a second function with your permissions. The widget has no parameters.`;

const REFRESH_HINT = 'Refresh the widget to see all operations and their figures.';

/** Shows all operations, with the history of one if the event asks for it. */
export async function showWidget(
  event: unknown,
  sources: ConsoleSources,
  endpoints: Required<WidgetEndpoints>,
): Promise<string> {
  const { isDescribe, history } = readEvent(event);
  if (isDescribe) return DESCRIPTION;
  return renderOrExplain(async (signal) => {
    return renderWidget({ view: await readConsole(sources, { history }, signal) }, endpoints);
  });
}

/** Does what an action asks for, and shows the operation as it is then. */
export async function changeByWidget(
  event: unknown,
  sources: ConsoleSources,
  endpoints: WidgetEndpoints,
): Promise<string> {
  const { isDescribe, change } = readEvent(event);
  if (isDescribe) return DESCRIPTION;
  return renderOrExplain(async (signal) => {
    const notice = await applyChange(sources, change, signal);
    const view = await readConsole(sources, {}, signal);
    const operations = view.operations.filter(({ operation }) => operation === notice.operation);
    const shown = { ...view, operations, budgets: undefined };
    return renderWidget({ view: shown, notice, hint: REFRESH_HINT }, endpoints);
  });
}

async function renderOrExplain(render: (signal: AbortSignal) => Promise<string>): Promise<string> {
  try {
    return await render(AbortSignal.timeout(TIMES.consoleReadingMillis));
  } catch (error) {
    return renderFailure(describeError(error));
  }
}
