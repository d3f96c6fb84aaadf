const UNKNOWN_STATUS = 500;

/**
 * The status that each exception inside a stream stands for: the status of the stream itself was sent before it.
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

/** An exception that is not listed counts as an internal error of Bedrock. */
export function readStreamExceptionStatus(exception: string): number {
  return STREAM_EXCEPTION_STATUS.get(exception) ?? UNKNOWN_STATUS;
}
