import { Aws } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { findConsole } from '../../../../lib/observability/dashboard/find-console';

it.each([
  ['eu-west-1', 'https://eu-west-1.console.aws.amazon.com'],
  ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com'],
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn'],
  ['xx-nowhere-1', 'https://xx-nowhere-1.console.aws.amazon.com'],
  [Aws.REGION, `https://${Aws.REGION}.console.aws.amazon.com`],
])('finds the console of %s at %s', (region, console) => {
  expect(findConsole(region)).toBe(console);
});
