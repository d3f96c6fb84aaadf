const UNKNOWN_STATUS = 500;

/**
 * The status that each exception inside a stream stands for: the status of the stream itself was sent before it. The API
 * model lists six exceptions; any other may arrive as the code of an error.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 */
const STREAM_EXCEPTION_STATUS: ReadonlyMap<string, number> = new Map([
  ['validation', 400],
  ['servicequotaexceeded', 400],
  ['accessdenied', 403],
  ['resourcenotfound', 404],
  ['modeltimeout', 408],
  ['modelerror', 424],
  ['modelstreamerror', 424],
  ['throttling', 429],
  ['toomanyrequests', 429],
  ['modelnotready', 429],
  ['internalserver', 500],
  ['serviceunavailable', 503],
]);

/** An exception that is not listed counts as an internal error of Bedrock. */
export function readStreamExceptionStatus(exception: string): number {
  return STREAM_EXCEPTION_STATUS.get(normalize(exception)) ?? UNKNOWN_STATUS;
}

/** AWS writes `throttlingException`, `ThrottlingException`, `com.amazonaws#Throttling` and `ThrottlingException:http://…`. */
function normalize(exception: string): string {
  const [qualified = ''] = exception.split(':');
  const name = qualified.slice(qualified.lastIndexOf('#') + 1);
  return name.replace(/Exception$/, '').toLowerCase();
}
