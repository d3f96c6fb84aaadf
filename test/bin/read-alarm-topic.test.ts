import { Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { ContextValues } from '../../bin/context-values';
import { readAlarmTopic } from '../../bin/read-alarm-topic';

function read(alarmTopicArn: unknown) {
  const values = new ContextValues((key) => (key === 'alarmTopicArn' ? alarmTopicArn : undefined));
  return readAlarmTopic(new Stack(), values);
}

it.each([
  'arn:aws:sns:us-east-1:111122223333:on-duty',
  'arn:aws-cn:sns:cn-north-1:111122223333:a_b',
])('finds %s', (arn) => {
  expect(read(arn)?.topicArn).toBe(arn);
});

it('finds none where none is named', () => {
  expect(read(undefined)).toBeUndefined();
});

it.each([
  'on-duty',
  'arn:aws:sqs:us-east-1:111122223333:on-duty',
  'arn:aws:sns:us-east-1::on-duty',
])('refuses %s', (arn) => {
  expect(() => read(arn)).toThrow(
    `context "alarmTopicArn" must have the form arn:aws:sns:<region>:<account>:<topic>, got "${arn}"`,
  );
});
