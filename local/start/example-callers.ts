import { makeKeyValue } from '../api-gateway/api-keys';
import type { LocalCaller } from '../local-router';

/** A caller whose key is known, because it was made for this run. */
export interface ExampleCaller extends LocalCaller {
  readonly apiKey: { readonly id: string; readonly value: string };
  readonly policy: { readonly name: string; readonly [rule: string]: unknown };
}

/** Two callers to try: one that may do much, and one whose limits are soon met. */
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
