/** A refusal in the words of AWS; the wire shows it as `{"__type": code, "message": message}`. */
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

/** The error of a rule that AWS checks in its own words. */
export function refuseAsInvalid(message: string): ParameterStoreError {
  return new ParameterStoreError('ValidationException', message);
}

/**
 * The error of a constraint that AWS's front checks for every service alike.
 *
 * @param received as AWS prints it: `'11'`, `'[a, b]'`, or `null` where nothing came
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
