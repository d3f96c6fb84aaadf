const UNKNOWN_STATUS = 500;

/**
 * What the exceptions inside streams would have been as a status, had it not been out already.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 */
const STREAM_EXCEPTION_STATUS: ReadonlyMap<string, number> = new Map([
  ['validationException', 400],
  ['modelTimeoutException', 408],
  ['modelStreamErrorException', 424],
  ['throttlingException', 429],
  ['internalServerException', 500],
  ['serviceUnavailableException', 503],
]);

/** An exception that we do not know is a failure of Bedrock's own. */
export function readStreamExceptionStatus(exception: string): number {
  return STREAM_EXCEPTION_STATUS.get(exception) ?? UNKNOWN_STATUS;
}
