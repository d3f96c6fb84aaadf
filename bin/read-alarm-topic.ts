import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ContextValues } from './context-values';

const TOPIC_ARN = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/**
 * The topic that hears of alarms, by the context key `alarmTopicArn`; undefined where it is not set.
 *
 * @throws Error that names the key, the value received and the form of an ARN
 */
export function readAlarmTopic(scope: Construct, values: ContextValues): ITopic | undefined {
  const arn = values.text('alarmTopicArn');
  if (arn === undefined) return undefined;
  if (TOPIC_ARN.test(arn)) return Topic.fromTopicArn(scope, 'AlarmTopic', arn);
  throw new Error(
    `context "alarmTopicArn" must have the form arn:aws:sns:<region>:<account>:<topic>, got "${arn}"`,
  );
}
