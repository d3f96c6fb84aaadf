/** An error with AWS's message, sent as `{"__type": code, "message": message}`. */
export class ParameterStoreError extends Error {
  override readonly name = 'ParameterStoreError';

  constructor(
    /** AWS's name of the exception, e.g. `ParameterNotFound`. */
    readonly code: string,
    message: string,
    readonly httpStatus = 400,
  ) {
    super(message);
  }
}

/** A `ValidationException` with the given message. */
export function refuseAsInvalid(message: string): ParameterStoreError {
  return new ParameterStoreError('ValidationException', message);
}

/**
 * An error for a violated constraint, in the wording that AWS services share.
 *
 * @param received the value as AWS prints it: `'11'`, `'[a, b]'`, or `null` if it is absent
 */
export function refuseConstraint(
  received: string,
  member: string,
  constraint: string,
): ParameterStoreError {
  return refuseAsInvalid(
    `1 validation error detected: Value ${received} at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

export function refuseUnknownName(name: string): ParameterStoreError {
  return new ParameterStoreError('ParameterNotFound', `Parameter ${name} not found.`);
}
