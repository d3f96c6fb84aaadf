import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { RouterAlarmOptions } from './alarms/router-alarm-options';

/** The dashboard and the alarms of a {@link BedrockTierRouter}. */
export interface RouterObservabilityOptions {
  /**
   * Whether to create a CloudWatch dashboard. It shows requests, errors, latency, tokens and costs by tier, and the
   * deployed routes with links to their parameters.
   *
   * @default true
   */
  readonly dashboard?: boolean;

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
