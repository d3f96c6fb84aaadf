import type { AnsweredResult } from './attempt';
import { normalizeException } from './stream-exception';

const REFUSED: readonly number[] = [400, 404];

const API_WORDS: readonly RegExp[] = [
  /\b(?:does|do)(?:n['’]t| not) support (?:this|the) (?:['"]?[\w/.-]+['"]? ){0,3}API\b/i,
  /\bthis (?:action|operation|API) does(?:n['’]t| not) support the model\b/i,
];

/** A part of an API that a model lacks is the body's fault. */
const ABOUT_ELSE = /\b(?:parameters?|fields?|tools?|features?|members?)\b/i;

/**
 * Whether Bedrock refuses the model on the API that was called. The model may answer on another one, so that this says nothing
 * about the model itself.
 *
 * | 400 or 404                                                                  | refused |
 * |-----------------------------------------------------------------------------|---------|
 * | The model doesn't exist or doesn't support this API. Retry your request …   | yes     |
 * | The model 'x' does not support the '/openai/v1/responses' API               | yes     |
 * | This action doesn't support the model that you provided.                    | yes     |
 * | This model doesn't support tool use.                                        | no      |
 */
export function isApiRefusal({ status, exception = '', message }: AnsweredResult): boolean {
  if (normalizeException(exception) === 'unknownoperation') return true;
  if (!REFUSED.includes(status) || message === undefined || ABOUT_ELSE.test(message)) return false;
  return API_WORDS.some((words) => words.test(message));
}
