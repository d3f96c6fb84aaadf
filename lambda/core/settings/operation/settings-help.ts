import type { OperationSettings } from './operation-settings';

export interface MemberHelp {
  readonly means: string;
  /** The member as JSON. */
  readonly example: string;
}

/** What each member of the settings does, for the JSON Schema and for operators. */
export const SETTINGS_HELP = {
  when: {
    means: 'Gives another route to requests for which a condition holds. The first one decides.',
    example: '"when": [{"if": {"stream": true}, "route": "us.amazon.nova-2-lite-v1:0:priority"}]',
  },
  split: {
    means: 'Gives another route to a part of the requests. Weights are percent.',
    example: '"split": [{"name": "b", "route": "us.amazon.nova-2-lite-v1:0", "weight": 10}]',
  },
  defaults: {
    means: 'Members of a Converse body for requests that lack them.',
    example: '"defaults": {"inferenceConfig": {"maxTokens": 2048}}',
  },
  set: {
    means: 'Members of a Converse body for all requests, whatever the caller wrote.',
    example: '"set": {"inferenceConfig": {"temperature": 0}}',
  },
  promptCaching: {
    means: 'Puts cache points into requests of models that cache prompts: auto or off.',
    example: '"promptCaching": "auto"',
  },
  streamUsage: {
    means: 'Asks streams of Chat Completions for their usage, which clients get as one more chunk.',
    example: '"streamUsage": true',
  },
  thinking: {
    means: 'Asks for thinking where the model takes it.',
    example: '"thinking": {"budgetTokens": 4000}',
  },
  guardrail: {
    means: 'Applies a guardrail of Bedrock, which the deployment must allow.',
    example: '"guardrail": {"id": "a1b2c3d4e5f6", "version": "3"}',
  },
  cache: {
    means: 'Answers equal requests with the reply of the first one. The deployment must allow it.',
    example: '"cache": {"mode": "simple", "maxAgeSeconds": 3600, "scope": "caller"}',
  },
  retry: {
    means: 'How often one candidate is called, and after which statuses.',
    example: '"retry": {"attempts": 3, "onStatuses": [429, 503]}',
  },
  timeouts: {
    means: 'Shortens the waits for the first byte, between two pieces, and for the whole request.',
    example: '"timeouts": {"firstByteSeconds": 20, "wholeSeconds": 290}',
  },
  jobs: {
    means: 'The part of the time of a job in which only the first model is asked.',
    example: '"jobs": {"escalateAfter": 0.5}',
  },
} as const satisfies Record<keyof OperationSettings, MemberHelp>;
