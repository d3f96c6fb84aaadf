import { DIRECT_OPERATION, OVERRIDES, SECTIONS } from '../../contract';
import { isOperationName } from '../ids/operation-name';
import { type Destination, findOperation, readName } from '../routing/destination';
import type { WrittenValue } from './hot-value';
import { reviseSnapshot, type Snapshot, type SnapshotRules } from './snapshot';

/** What a request names, which decides which parameters it needs. */
export interface RequestNames {
  readonly destination: Destination;
  /** API Gateway's ID of the request's key; undefined if the request has none. */
  readonly callerId: string | undefined;
}

/** What one request needs of Parameter Store. */
export interface Needs {
  /** An operation's name, or `direct` for calls that name a model. */
  readonly operation: string;
  readonly callerId: string | undefined;
}

/** Where each name is looked for. Five names on two sides are the ten that `GetParameters` takes at most. */
const SIDES = ['', `${OVERRIDES}/`];

const PARAMETER_NAME_PART = /^[\w.-]{1,128}$/;

/** Finds what a request needs. Undefined if it names nothing that a parameter can be named after. */
export function findNeeds({ destination, callerId }: RequestNames): Needs | undefined {
  const name = readName(destination);
  const operation = isOperationName(name) ? name : findOperation(destination, new Map());
  if (operation === undefined) return undefined;
  if (callerId !== undefined && !PARAMETER_NAME_PART.test(callerId)) return undefined;
  return { operation, callerId };
}

/** Lists the names, below the prefix, of the parameters that a request needs. */
export function listNeeded({ operation, callerId }: Needs): readonly string[] {
  const names = [
    ...(operation === DIRECT_OPERATION ? [] : [`${SECTIONS.operations}/${operation}`]),
    `${SECTIONS.settings}/${operation}`,
    ...(callerId === undefined ? [] : [`${SECTIONS.callers}/${callerId}`]),
    SECTIONS.prices,
    SECTIONS.catalog,
  ];
  return SIDES.flatMap((side) => names.map((name) => `${side}${name}`));
}

/**
 * Composes the snapshot of one request from the parameters that it needs. It has no other operations, callers and settings.
 * Undefined if they do not decide about the request: an operation that is not among them may still be in force as the last
 * good one, and its refusal names the others; a budget may demote to another operation.
 */
export function composeNamedSnapshot(
  last: Pick<Snapshot, 'layers'>,
  { needs, parameters }: { readonly needs: Needs; readonly parameters: readonly WrittenValue[] },
  rules: SnapshotRules,
): Snapshot | undefined {
  const { operation, callerId = '' } = needs;
  const { snapshot } = reviseSnapshot(last, parameters, rules);
  const policy = snapshot.policies?.get(callerId);
  const response = policy === 'invalid' ? undefined : policy?.budget?.whenExceeded;
  if (response?.kind === 'demote-to-operation') return undefined;
  if (operation === DIRECT_OPERATION) return { ...snapshot, mapping: new Map() };
  const isWritten = parameters.some(({ name }) => name === `${SECTIONS.operations}/${operation}`);
  const isOverridden = snapshot.layers.operations.override.has(operation);
  const mapped = snapshot.mapping.get(operation);
  if (mapped === undefined || !(isWritten || isOverridden)) return undefined;
  return { ...snapshot, mapping: new Map([[operation, mapped]]) };
}
