import type { Construct } from 'constructs';
import type { RouterObservabilityOptions } from '../observability/router-observability-options';
import { RouterConsole, type RouterConsoleProps } from './router-console';

/** Creates the functions of the console if `console` is true. */
export function makeConsole(
  scope: Construct,
  props: RouterConsoleProps,
  options: Pick<RouterObservabilityOptions, 'console' | 'dashboard'>,
): RouterConsole | undefined {
  if (options.console !== true) return undefined;
  if (options.dashboard === false) {
    throw new Error(
      'console is a widget of the dashboard, got dashboard: false; remove one of them',
    );
  }
  return new RouterConsole(scope, 'Console', props);
}

/** @throws Error if there is no console */
export function requireConsole(routerConsole: RouterConsole | undefined): RouterConsole {
  if (routerConsole !== undefined) return routerConsole;
  throw new Error(
    'the router has no console; set console: true, and grant it where the router is created',
  );
}
