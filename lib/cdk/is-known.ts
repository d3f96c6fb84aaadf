import { Token } from 'aws-cdk-lib';

/** What `StringParameter.valueFromLookup` returns until the CLI has looked the value up and synthesizes again. */
const DUMMY = 'dummy-value-for-';

/** Whether a value awaits its look-up, at least in part. The template that is written with it is never deployed. */
export function isDummy(value: string): boolean {
  return value.includes(DUMMY);
}

/** Whether synthesis knows a value: it is no token, and no dummy of a look-up. Only then can it be checked. */
export function isKnown(value: string): boolean {
  return !Token.isUnresolved(value) && !isDummy(value);
}

/** Writes a dummy as a model ID, because the CDK checks the value of a route's parameter against its pattern. */
export function writeDummyModel(dummy: string): string {
  return `lookup.${dummy.replaceAll(/[^A-Za-z0-9-]/g, '-')}`;
}
