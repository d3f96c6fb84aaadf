import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { resolveThresholds } from './alarm-thresholds';
import { type AlarmedRouter, findAlarmedMetric } from './alarmed-metrics';
import { RouterAlarm, type RouterAlarmOptions } from './router-alarm-options';

/** The description of each alarm, which its notifications contain. */
const DESCRIPTIONS = {
  [RouterAlarm.ERRORS]:
    'Percent of requests that failed with a status of 500 or more. The receipts in the log name the cause.',
  [RouterAlarm.THROTTLES]:
    'Percent of requests that Bedrock refused because a quota was used up. Another base model or inference profile in the route has its own quota; another tier of the same model does not.',
  [RouterAlarm.TIER_DOWNGRADES]:
    'Percent of requests for which Bedrock served another tier than the call asked for. They are billed at the price of the tier that served them. Fallbacks are not counted; they are TierFallbacks.',
  [RouterAlarm.MAPPING_ERRORS]:
    "The tier mapping, the callers' policies or the prices could not be read, or one of them was refused; the last good values stay in effect. The log names the parameter.",
  [RouterAlarm.BUDGET_ERRORS]:
    'The budget ledger or EventBridge could not be reached. The policy of each caller decides whether its requests are allowed meanwhile. The log contains the costs that were not recorded.',
  [RouterAlarm.CATALOG_ERRORS]:
    'AWS prices or model lists could not be read, or a change among them was refused as implausible; the last good catalog stays in effect. The log of the refresh names the cause.',
  [RouterAlarm.END_OF_LIFE]:
    'Days until Bedrock stops serving a model that a route names. The log of the refresh and the event Model Retiring name the operations and other models of the same family.',
  [RouterAlarm.ROUTER_LATENCY]:
    '99th percentile of the milliseconds that requests spent in the router, without the time that the router waited for Bedrock.',
  [RouterAlarm.API_ERRORS]:
    'Percent of the responses of the API with a status of 500 or more. If the alarm errors is quiet, API Gateway gave them itself: the access log names the type of the error and what the authorizer answered.',
  [RouterAlarm.AUTHORIZER_ERRORS]:
    "The function that authorizes callers could not do so, e.g. because the keys of the tokens' issuer could not be read. Its callers get status 500. Its log names the reason.",
  [RouterAlarm.FUNCTION_ERRORS]: 'The function crashed, or ran out of time or memory.',
  [RouterAlarm.FUNCTION_THROTTLES]:
    'Lambda refused to run a function: its reserved concurrency, or that of the account, is used up.',
  [RouterAlarm.JOB_AGE]:
    'Milliseconds that the oldest job has waited. Its state in GET /v1/jobs/{id} has the causes of its attempts: capacity, a quota, or a limit of its caller.',
  [RouterAlarm.JOB_FAILURES]:
    'Jobs that ended without an answer: at their deadline, by a refusal, or because they were stopped. The event Job Failed and the log name the cause.',
  [RouterAlarm.JOB_ERRORS]:
    'A function of jobs crashed or ran out of time or memory, or Lambda could not begin a job. A job whose function crashes goes on by itself; one that could not begin ends as failed.',
} as const satisfies Record<RouterAlarm, string>;

/** One failed request is a large share of a quiet period, so these alarms need two of three periods. */
const SUSTAINED: readonly RouterAlarm[] = [
  RouterAlarm.ERRORS,
  RouterAlarm.THROTTLES,
  RouterAlarm.TIER_DOWNGRADES,
  RouterAlarm.ROUTER_LATENCY,
  RouterAlarm.API_ERRORS,
];

const IN_TWO_OF_THREE_PERIODS = { evaluationPeriods: 3, datapointsToAlarm: 2 };
const IN_ONE_PERIOD = { evaluationPeriods: 1 };
/** A refresh a day publishes once in a period, but not exactly after a day. */
const IN_ONE_OF_TWO_PERIODS = { evaluationPeriods: 2, datapointsToAlarm: 1 };

export interface RouterAlarmsProps {
  readonly observed: AlarmedRouter;
  readonly options?: RouterAlarmOptions | undefined;
  readonly topic?: ITopic | undefined;
}

/** The alarms of a router, except those that the user excludes. */
export class RouterAlarms extends Construct {
  private readonly byName = new Map<RouterAlarm, Alarm>();

  constructor(scope: Construct, id: string, { observed, options = {}, topic }: RouterAlarmsProps) {
    super(scope, id);
    const thresholds = resolveThresholds(options, observed.jobs?.deadline);
    for (const alarm of Object.values(RouterAlarm)) {
      if (options.without?.includes(alarm)) continue;
      const metric = findAlarmedMetric(alarm, observed);
      if (metric === undefined) continue;
      this.byName.set(alarm, this.createAlarm(alarm, thresholds[alarm], metric));
    }
    if (topic !== undefined) this.notify(topic);
  }

  get alarms(): readonly Alarm[] {
    return [...this.byName.values()];
  }

  /** Finds an alarm; undefined if the user excludes it, or if this router does not publish its metric. */
  find(alarm: RouterAlarm): Alarm | undefined {
    return this.byName.get(alarm);
  }

  private createAlarm(alarm: RouterAlarm, threshold: number, metric: IMetric): Alarm {
    return new Alarm(this, alarm, {
      metric,
      threshold,
      comparisonOperator:
        alarm === RouterAlarm.END_OF_LIFE
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: DESCRIPTIONS[alarm],
      ...chooseEvaluation(alarm),
    });
  }

  private notify(topic: ITopic): void {
    const action = new SnsAction(topic);
    for (const alarm of this.alarms) {
      alarm.addAlarmAction(action);
      alarm.addOkAction(action);
    }
  }
}

function chooseEvaluation(alarm: RouterAlarm) {
  if (alarm === RouterAlarm.END_OF_LIFE) return IN_ONE_OF_TWO_PERIODS;
  return SUSTAINED.includes(alarm) ? IN_TWO_OF_THREE_PERIODS : IN_ONE_PERIOD;
}
