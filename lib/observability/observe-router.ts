import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { RouterSettings } from '../settings/router-settings';
import { RouterAlarms } from './alarms/router-alarms';
import { RouterTotals } from './alarms/router-totals';
import { RouterDashboard } from './dashboard/router-dashboard';
import type { ObservedFunctions } from './observed-functions';
import type { RouterObservabilityOptions } from './router-observability-options';

export interface ObservedRouter extends ObservedFunctions {
  readonly settings: RouterSettings;
  /** The log group of the function behind the API. */
  readonly logGroup: ILogGroup;
}

export interface Observation {
  readonly totals: RouterTotals;
  readonly alarms: RouterAlarms;
  /** Undefined if `dashboard` is false. */
  readonly dashboard?: Dashboard;
}

/** Creates the alarms, and the dashboard unless `dashboard` is false. */
export function observeRouter(
  scope: Construct,
  { settings, logGroup, ...functions }: ObservedRouter,
  options: RouterObservabilityOptions,
): Observation {
  const { parameterPrefix } = settings;
  const jobLogGroup = functions.jobs?.logGroup;
  const totals = new RouterTotals(scope, 'Totals', { logGroup, jobLogGroup, parameterPrefix });
  const alarms = new RouterAlarms(scope, 'Alarms', {
    options: options.alarms,
    topic: options.alarmTopic,
    observed: { ...functions, totals },
  });
  if (options.dashboard === false) return { totals, alarms };
  const { outputs: hasOutput = true } = options;
  const shown = { ...functions, settings, alarms: alarms.alarms, hasOutput };
  return { totals, alarms, dashboard: new RouterDashboard(scope, 'Dashboard', shown) };
}
