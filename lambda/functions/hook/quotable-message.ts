import { readStreamExceptionStatus } from '../../core/recovery/stream-exception';

/**
 * Statuses whose exceptions are about the account, the model or the service. A ValidationException may quote the request, and a
 * ModelErrorException what the model wrote.
 */
const UNQUOTING_STATUSES: readonly number[] = [403, 404, 408, 429, 500, 503];

/** Model IDs and ARNs, which a request names outside of its content. */
const MODEL = String.raw`[\w.:/@-]{1,2048}`;

/** Sentences that are known as a whole, whatever their status. */
const KNOWN_SENTENCES: readonly RegExp[] = [
  'The provided service tier is not supported for this model',
  'Service tier provided is invalid',
  'Reservation not found',
  'The provided model identifier is invalid',
  String.raw`Invocation of model ID ${MODEL} with on-demand throughput isn['’]t supported\. Retry your request with the ID or ARN of an inference profile that contains this model`,
  `The model ID ${MODEL} is not supported`,
  `You don['’]t have access to the model with the specified model ID`,
  'This model version has reached the end of its life',
  'Input is too long for requested model',
  'The model returned the following errors: Input is too long for requested model',
  String.raw`(?:The model returned the following errors: )?prompt is too long: \d+ tokens > \d+ maximum`,
  String.raw`(?:The model returned the following errors: )?[\x60]?(?:temperature|top_p|top_k)[\x60]? and [\x60]?(?:temperature|top_p|top_k)[\x60]? cannot both be specified for this model\. Please use only one`,
  String.raw`(?:The model returned the following errors: )?[\x60]?(?:temperature|top_p|top_k)[\x60]? is (?:deprecated|not supported) for this model`,
  String.raw`(?:The model returned the following errors: )?[\w.]{1,100}: image exceeds \d+(?:\.\d+)? MB maximum: \d+ bytes > \d+ bytes`,
].map((sentence) => new RegExp(String.raw`^${sentence}\.?$`, 'i'));

const LONGEST_MESSAGE = 500;
/** A line break could forge a line of the log. */
const CONTROL_CHARACTERS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

export interface ErrorAnswer {
  readonly status: number;
  /** E.g. `ThrottlingException`; undefined or empty if the answer has no name. */
  readonly exception: string | undefined;
  readonly message: string | undefined;
}

/**
 * Finds the words of an error that may be logged and shown: those that quote neither the request nor the reply. Undefined if
 * that is not known. An error without a name counts by its status: it comes from what stands between.
 *
 * | error                                   | message                                     | quotable |
 * |-----------------------------------------|---------------------------------------------|----------|
 * | 429 ThrottlingException                 | any                                         | yes      |
 * | 400 ValidationException                 | Reservation not found.                      | yes      |
 * | 400 ValidationException                 | Malformed input request: …                  | no       |
 * | 424 ModelErrorException                 | any                                         | no       |
 * | 403 InvalidSignatureException           | any: it may have the headers of the request | no       |
 */
export function findQuotableMessage({
  status,
  exception,
  message,
}: ErrorAnswer): string | undefined {
  if (message === undefined) return undefined;
  const isNamedSo = !exception || readStreamExceptionStatus(exception) === status;
  const isUnquoting = isNamedSo && UNQUOTING_STATUSES.includes(status);
  const isKnown = KNOWN_SENTENCES.some((sentence) => sentence.test(message));
  return isUnquoting || isKnown
    ? message.replace(CONTROL_CHARACTERS, ' ').slice(0, LONGEST_MESSAGE)
    : undefined;
}
