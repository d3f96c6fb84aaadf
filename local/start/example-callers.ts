import { makeKeyValue } from '../api-gateway/api-keys';
import type { LocalCaller } from '../local-router';

/** A caller with a key that was created for this run. */
export interface ExampleCaller extends LocalCaller {
  readonly apiKey: { readonly id: string; readonly value: string };
  readonly policy: { readonly name: string; readonly [rule: string]: unknown };
}

/** Composes two callers: one with all operations, and one with only `extraction` on the flex tier. */
export function composeExampleCallers(): readonly [ExampleCaller, ExampleCaller] {
  return [
    {
      apiKey: { id: 'claims0000', value: makeKeyValue() },
      policy: { name: 'claims', operations: ['classification', 'extraction', 'assessment'] },
    },
    {
      apiKey: { id: 'overnight0', value: makeKeyValue() },
      policy: { name: 'overnight', operations: ['extraction'], tiers: ['flex'] },
    },
  ];
}
