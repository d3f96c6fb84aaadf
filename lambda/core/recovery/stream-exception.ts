const UNKNOWN_STATUS = 500;

/**
 * The status that each exception inside a stream stands for: the status of the stream itself was sent before it. The API
 * model lists six exceptions; any other may arrive as the code of an error. OpenAI's APIs write codes and types of their own.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 * @see https://platform.openai.com/docs/guides/error-codes
 */
const STREAM_EXCEPTION_STATUS: ReadonlyMap<string, number> = new Map([
  ['validation', 400],
  ['servicequotaexceeded', 400],
  ['accessdenied', 403],
  ['resourcenotfound', 404],
  ['unknownoperation', 404],
  ['modeltimeout', 408],
  ['modelerror', 424],
  ['modelstreamerror', 424],
  ['throttling', 429],
  ['toomanyrequests', 429],
  ['modelnotready', 429],
  ['internalserver', 500],
  ['serviceunavailable', 503],
  ['invalidrequesterror', 400],
  ['validationerror', 400],
  ['invalidprompt', 400],
  ['contextlengthexceeded', 400],
  ['permissionerror', 403],
  ['notfounderror', 404],
  ['modelnotfound', 404],
  ['timeouterror', 408],
  ['ratelimiterror', 429],
  ['ratelimitexceeded', 429],
  ['insufficientquota', 429],
  ['servererror', 500],
  ['apierror', 500],
  ['overloadederror', 503],
  ['serviceunavailableerror', 503],
]);

/** Some servers write the status itself. */
const STATUS = /^[45]\d\d$/;

/** An exception that is not listed counts as an internal error of Bedrock. */
export function readStreamExceptionStatus(exception: string): number {
  if (STATUS.test(exception)) return Number(exception);
  return STREAM_EXCEPTION_STATUS.get(normalizeException(exception)) ?? UNKNOWN_STATUS;
}

/**
 * AWS writes `throttlingException`, `ThrottlingException`, `com.amazonaws#Throttling` and `ThrottlingException:http://…`;
 * OpenAI's APIs write `model_not_ready`.
 */
export function normalizeException(exception: string): string {
  const [qualified = ''] = exception.split(':');
  const name = qualified.slice(qualified.lastIndexOf('#') + 1);
  return name
    .replace(/_?exception$/i, '')
    .replaceAll('_', '')
    .toLowerCase();
}
