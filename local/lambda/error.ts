/** The errors of Lambda's API, each with its HTTP status. */
const STATUSES = {
  DurableExecutionAlreadyStartedException: 409,
  InvalidParameterValueException: 400,
  RequestTooLargeException: 413,
  ResourceNotFoundException: 404,
  ServiceException: 500,
  TooManyRequestsException: 429,
} as const;

export type LambdaErrorName = keyof typeof STATUSES;

/** An error that Lambda's API answers with. */
export class LambdaError extends Error {
  readonly status: number;

  constructor(
    override readonly name: LambdaErrorName,
    message: string,
  ) {
    super(message);
    this.status = STATUSES[name];
  }
}
