import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  TextWidget,
  TextWidgetBackground,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { RouterConsole } from '../../console/router-console';
import type { RouterSettings } from '../../settings/router-settings';
import type { ObservedFunctions } from '../observed-functions';
import {
  CACHE_ROW,
  CALLERS_ROWS,
  DASHBOARD_ROWS,
  type DashboardGraph,
  type DashboardRow,
  JOBS_ROWS,
} from './dashboard-rows';
import { findConsole } from './find-console';
import { graphFunctions } from './graph-functions';
import { searchMetric } from './search-metric';
import { showModels } from './show-models';
import { writeMappingText } from './write-mapping-text';

/** The number of columns of a CloudWatch dashboard. */
const FULL_WIDTH = 24;

/** The same period as the metrics of the construct. */
const PERIOD = Duration.minutes(5);

export interface RouterDashboardProps extends ObservedFunctions {
  readonly settings: RouterSettings;
  /** Undefined unless `console` is true. */
  readonly console?: RouterConsole | undefined;
  readonly alarms: readonly Alarm[];
  /** Whether the stack outputs the URL. */
  readonly hasOutput: boolean;
}

/** The dashboard of a router: a row for each question, and a line for each tier. CloudFormation generates its name. */
export class RouterDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: RouterDashboardProps) {
    super(scope, id, { defaultInterval: Duration.days(1) });
    const { settings, alarms } = props;
    const { parameterPrefix } = settings;
    this.addWidgets(showMapping(settings, Stack.of(this).region));
    if (props.console !== undefined) this.addWidgets(props.console.createWidget(FULL_WIDTH));
    if (alarms.length > 0) this.addWidgets(showAlarms(alarms));
    this.addRow('Which models do the operations use, and when do they end?', [
      ...showModels({
        settings,
        region: Stack.of(this).region,
        isRefreshed: props.catalogRefresh !== undefined,
        fullWidth: FULL_WIDTH,
      }),
    ]);
    for (const { question, graphs } of chooseRows(props)) {
      this.addRow(
        question,
        graphs.map((graph) => draw(graph, { parameterPrefix, width: FULL_WIDTH / graphs.length })),
      );
    }
    this.addRow(
      'Do the functions and the mapping work?',
      graphFunctions(props, { fullWidth: FULL_WIDTH, hasReplyCache: settings.hasReplyCache }),
    );
    if (props.hasOutput) this.addUrl();
  }

  private addUrl(): void {
    const { region } = Stack.of(this);
    new CfnOutput(this, 'Url', {
      value: `${findConsole(region)}/cloudwatch/home?region=${region}#dashboards:name=${this.dashboardName}`,
      description: 'The dashboard of the router',
    });
  }

  private addRow(question: string, graphs: readonly IWidget[]): void {
    this.addWidgets(
      new TextWidget({
        markdown: `## ${question}`,
        width: FULL_WIDTH,
        height: 1,
        background: TextWidgetBackground.TRANSPARENT,
      }),
    );
    this.addWidgets(...graphs);
  }
}

function chooseRows({ settings, jobs, hasBudgets }: RouterDashboardProps): readonly DashboardRow[] {
  return [
    ...DASHBOARD_ROWS,
    ...(settings.hasReplyCache ? [CACHE_ROW] : []),
    ...(jobs === undefined ? [] : JOBS_ROWS),
    ...(hasBudgets ? CALLERS_ROWS : []),
  ];
}

function showMapping(settings: RouterSettings, region: string): IWidget {
  const { operations, parameterPrefix } = settings;
  return new TextWidget({
    markdown: writeMappingText({ operations, parameterPrefix, region }),
    width: FULL_WIDTH,
    height: 4 + Object.keys(operations).length,
  });
}

function showAlarms(alarms: readonly Alarm[]): IWidget {
  return new AlarmStatusWidget({
    title: 'Alarms',
    alarms: [...alarms],
    width: FULL_WIDTH,
    height: 3,
  });
}

function draw(
  graph: DashboardGraph,
  { parameterPrefix, width }: { readonly parameterPrefix: string; readonly width: number },
): IWidget {
  return new GraphWidget({
    title: graph.title,
    left: [searchMetric(graph, parameterPrefix)],
    leftYAxis: { label: graph.unit, showUnits: false },
    period: PERIOD,
    width,
  });
}
