import { FAILURE_KINDS, type PlannedFailure } from '../planned-failures';

/**
 * Reads the body of a request that plans a failure: `{"kind":"throttle","operation":"PutParameter","calls":3}`.
 *
 * @throws Error with a message that can be sent to the client
 */
export function parsePlannedFailure(body: string): PlannedFailure {
  const { kind, operation, skip, calls, delayMillis } = parseObject(body);
  const knownKind = FAILURE_KINDS.find((candidate) => candidate === kind);
  if (knownKind === undefined) {
    throw new Error(`kind ${JSON.stringify(kind)} is not one of ${FAILURE_KINDS.join(', ')}`);
  }
  if (operation !== undefined && typeof operation !== 'string') {
    throw new Error(`operation ${JSON.stringify(operation)} is not the name of an operation`);
  }
  return {
    kind: knownKind,
    operation,
    skip: readWholeNumber('skip', skip),
    calls: readWholeNumber('calls', calls),
    delayMillis: readWholeNumber('delayMillis', delayMillis),
  };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(body) };
  } catch {
    throw new Error('the body is not JSON');
  }
}

function readWholeNumber(member: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new Error(`${member} ${JSON.stringify(value)} is not a whole number above 0`);
}
