import { createHash } from 'node:crypto';
import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const MINUTES_OF_A_DAY = 24 * 60;

/**
 * Chooses a minute of the day by the path of the construct and its environment, as far as synthesis knows it. Routers then
 * do not read AWS's APIs all at once, and a deployment does not change the minute.
 */
export function chooseMinute(scope: IConstruct): {
  readonly hour: number;
  readonly minute: number;
} {
  const { account, region } = Stack.of(scope);
  const known = [account, region].filter((value) => !Token.isUnresolved(value));
  const hash = createHash('sha256')
    .update([scope.node.path, ...known].join(' '))
    .digest();
  const minutes = hash.readUInt32BE() % MINUTES_OF_A_DAY;
  return { hour: Math.floor(minutes / 60), minute: minutes % 60 };
}
