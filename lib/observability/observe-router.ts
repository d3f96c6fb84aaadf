import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { makeConsole } from '../console/make-console';
import type { RouterConsole, RouterConsoleProps } from '../console/router-console';
import { RouterAlarms } from './alarms/router-alarms';
import { RouterTotals } from './alarms/router-totals';
import { RouterDashboard } from './dashboard/router-dashboard';
import type { ObservedFunctions } from './observed-functions';
import type { RouterObservabilityOptions } from './router-observability-options';

export interface ObservedRouter extends ObservedFunctions, RouterConsoleProps {
  /** The log group of the function behind the API. */
  readonly logGroup: ILogGroup;
}

export interface Observation {
  readonly totals: RouterTotals;
  readonly alarms: RouterAlarms;
  /** Undefined if `dashboard` is false. */
  readonly dashboard?: Dashboard;
  /** Undefined unless `console` is true. */
  readonly console: RouterConsole | undefined;
}

/** Creates the alarms, the dashboard unless `dashboard` is false, and its console if `console` is true. */
export function observeRouter(
  scope: Construct,
  observed: ObservedRouter,
  options: RouterObservabilityOptions,
): Observation {
  const { settings, logGroup, ...functions } = observed;
  const { parameterPrefix } = settings;
  const jobLogGroup = functions.jobs?.logGroup;
  const totals = new RouterTotals(scope, 'Totals', { logGroup, jobLogGroup, parameterPrefix });
  const alarms = new RouterAlarms(scope, 'Alarms', {
    options: options.alarms,
    topic: options.alarmTopic,
    observed: { ...functions, totals },
  });
  const console = makeConsole(scope, observed, options);
  if (options.dashboard === false) return { totals, alarms, console };
  const { outputs: hasOutput = true } = options;
  const shown = { ...functions, settings, console, alarms: alarms.alarms, hasOutput };
  return { totals, alarms, console, dashboard: new RouterDashboard(scope, 'Dashboard', shown) };
}
