import type { Call } from '../failures/failure-plan';
import type { ResponseStore } from '../openai/response-store';
import type { ReplyWriter } from '../wire/completion';
import type { Prompt } from '../wire/prompt';
import type { StreamFraming } from '../wire/stream-framing';

/** A call that Bedrock would serve. */
export type ValidCall = Call & (PromptToCount | PromptToComplete);

export interface PromptToCount {
  readonly purpose: 'count';
  readonly prompt: Prompt;
}

export interface PromptToComplete {
  readonly purpose: 'complete';
  readonly prompt: Prompt;
  readonly writer: ReplyWriter;
  readonly framing: StreamFraming;
  /** `standard` or `optimized`; undefined if the request names none. */
  readonly latencyMode: string | undefined;
}

/** What the reading of a call depends on, beside the request. */
export interface CallServices {
  readonly random: () => number;
  readonly servesUnlistedTiers: boolean;
  readonly responses: ResponseStore;
}
