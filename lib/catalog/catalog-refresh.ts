import { Duration, Stack } from 'aws-cdk-lib';
import { Rule, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambda/contract';
import { omitUndefined } from '../cdk/omit-undefined';
import { findFunctionBundle } from '../functions/function-bundle';
import { PLATFORM, type RuntimeOptions, writeRuntimeProps } from '../functions/runtime-options';
import { writeFunctionEnvironment } from '../functions/write-function-environment';
import { RouterLogs, type RouterLogsOptions } from '../observability/router-logs';
import type { RouterSettings } from '../settings/router-settings';
import { CatalogRefreshRole } from './catalog-refresh-role';

export interface CatalogRefreshProps extends RouterLogsOptions, RuntimeOptions {
  readonly settings: RouterSettings;
  readonly reservedConcurrency?: number;
  readonly schedule: Schedule;
  readonly priceListRegion?: string | undefined;
}

/**
 * The function that writes what AWS changed about the router's models into `<prefix>/catalog`, and its schedule.
 *
 * It has the configuration of the router, because it must read the mapping as the router does.
 */
export class CatalogRefresh extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: CatalogRefreshProps) {
    super(scope, id);
    const logGroup = new RouterLogs(this, 'Logs', props);
    const role = new CatalogRefreshRole(this, 'Role', { ...props, logGroup });
    this.function = new LambdaFunction(this, 'Function', {
      description: 'Writes what AWS changed about prices and lifecycles of models for the router',
      ...PLATFORM,
      ...writeRuntimeProps(props),
      code: findFunctionBundle('catalog-refresh'),
      handler: 'index.handler',
      environment: {
        ...writeFunctionEnvironment(this, props.settings),
        ...omitUndefined({ [ENVIRONMENT.priceListRegion]: props.priceListRegion }),
      },
      timeout: Duration.minutes(5),
      memorySize: 256,
      role,
      logGroup,
      ...omitUndefined({ reservedConcurrentExecutions: atMostOne(props.reservedConcurrency) }),
    });
    this.createRules(props.schedule);
  }

  /** CloudFormation publishes the end of each deployment, so that a new router does not wait for the schedule. */
  private createRules(schedule: Schedule): void {
    new Rule(this, 'Rule', {
      description: 'Refreshes the catalog of the router, on a schedule and after each deployment',
      schedule,
      eventPattern: {
        source: ['aws.cloudformation'],
        detailType: ['CloudFormation Stack Status Change'],
        detail: {
          'stack-id': [Stack.of(this).stackId],
          'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] },
        },
      },
      targets: [new LambdaTarget(this.function)],
    });
  }
}

/** One refresh at a time is enough. EventBridge asks again after a throttled invocation. */
function atMostOne(reservedConcurrency: number | undefined): number | undefined {
  return reservedConcurrency === 0 ? 0 : reservedConcurrency && 1;
}
