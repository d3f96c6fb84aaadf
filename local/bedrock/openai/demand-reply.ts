import type { JsonObject } from '../../../lambda/core/json/json-object';
import { invalid } from '../error';
import type { ReplyDemand } from '../wire/prompt';
import { sampleSchema } from './sample-schema';

/** A function that the model can call. */
export interface CallableFunction {
  readonly name: string;
  readonly parameters: unknown;
}

export interface ReplyConditions {
  readonly functions: readonly CallableFunction[];
  /** `auto`, `none`, `required`, or the name of a function. */
  readonly choice: string;
  /** The text of the last message; undefined if it is not the user's. */
  readonly question: string | undefined;
  /** Undefined if the request has no schema. */
  readonly schema: JsonObject | undefined;
}

/**
 * Decides what the reply has to be. With `auto`, the model calls a function if the user's last message contains its name.
 *
 * @throws BedrockError if the chosen function is not among the tools
 */
export function demandReply(conditions: ReplyConditions): ReplyDemand | undefined {
  const called = chooseFunction(conditions);
  if (called !== undefined) {
    return { functionName: called.name, text: JSON.stringify(sampleArguments(called)) };
  }
  const { schema } = conditions;
  return schema && { text: JSON.stringify(sampleSchema(schema)) };
}

function chooseFunction({
  functions,
  choice,
  question,
}: ReplyConditions): CallableFunction | undefined {
  if (choice === 'none') return undefined;
  if (choice === 'auto') return functions.find(({ name }) => question?.includes(name));
  if (choice === 'required') return functions[0];
  const chosen = functions.find(({ name }) => name === choice);
  if (chosen === undefined)
    throw invalid(`Tool choice '${choice}' not found in 'tools' parameter.`);
  return chosen;
}

function sampleArguments({ parameters }: CallableFunction): unknown {
  return sampleSchema(parameters) ?? {};
}

const REASONING_TOKENS: ReadonlyMap<unknown, number> = new Map([
  ['low', 16],
  ['medium', 32],
  ['high', 64],
  ['xhigh', 128],
]);

/** The tokens that a model thinks. A request that names no effort gets none, so that its counts stay simple. */
export function countReasoningTokens(effort: unknown): number {
  return REASONING_TOKENS.get(effort) ?? 0;
}
