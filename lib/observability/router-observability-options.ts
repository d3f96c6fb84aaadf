import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { RouterAlarmOptions } from './alarms/router-alarm-options';

/** The dashboard, the outputs and the alarms of a {@link BedrockTierRouter}. */
export interface RouterObservabilityOptions {
  /**
   * Whether to create a CloudWatch dashboard. It shows requests, errors, latency, tokens and costs by tier, and the
   * deployed routes with links to their parameters.
   *
   * @default true
   */
  readonly dashboard?: boolean;

  /**
   * Whether the dashboard shows a console: the routes and settings in force, their history and figures, and forms that
   * change them. It adds two functions, which CloudWatch invokes with the permissions of the person who looks. Only with a
   * dashboard; see `grantViewConsole` and `grantOperateConsole`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard.html
   */
  readonly console?: boolean;

  /**
   * Whether the stack outputs the URL, the prefix of the parameters, the log group, the dashboard and the usage plan. Without
   * outputs, the members of the construct have all of them.
   *
   * @default true
   */
  readonly outputs?: boolean;

  /**
   * The alarms to create, and their thresholds.
   *
   * @default - all alarms of {@link RouterAlarm}, each with its default threshold
   */
  readonly alarms?: RouterAlarmOptions;

  /**
   * The topic that is notified when an alarm starts and when it ends. If the topic is encrypted, its key must allow
   * CloudWatch to use it.
   *
   * @default - the alarms change their state without a notification
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly alarmTopic?: ITopic;
}
