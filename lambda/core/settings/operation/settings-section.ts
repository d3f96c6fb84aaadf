import * as v from 'valibot';
import { DIRECT_OPERATION, SECTIONS } from '../../../contract';
import { RouterError } from '../../errors/router-error';
import { isOperationName, OPERATION_NAME_RULE } from '../../ids/operation-name';
import type { AccessBounds } from '../../routing/access-bounds';
import { members, oneOf, parseDocument, refuse } from '../check-value';
import type { Entries, HotValue, Parsed } from '../hot-value';
import { makeBodySchema } from './body-schema';
import {
  makeCacheSchema,
  makeGuardrailSchema,
  makeJobsSchema,
  makeRetrySchema,
  makeThinkingSchema,
  makeTimeoutsSchema,
} from './call-schemas';
import type { OperationSettings } from './operation-settings';
import { makeSplitSchema, makeWhenSchema } from './route-schemas';

/**
 * Operation → settings. `unavailable` if the deploy wrote settings that were not read yet, and if no value was ever valid.
 * Entries of operations that are not mapped have no effect.
 */
export type SettingsByOperation = Entries<OperationSettings | 'unavailable'>;

/** The settings in Parameter Store, with routes within the bounds of the deployment. */
export function operationSettings(
  bounds: AccessBounds,
): HotValue<OperationSettings | 'unavailable'> {
  return {
    name: `${SECTIONS.settings}/`,
    parse: ({ value }, operation) => {
      const problem = findNameProblem(operation);
      return problem === undefined
        ? parseSettings(value, { operation, bounds })
        : { kind: 'rejected', problem };
    },
    rejectedAs: 'settings-rejected',
    whenAbsent: 'nothing',
    whenInvalid: 'unavailable',
  };
}

/** What is known of settings before Parameter Store was read. */
export function expectSettings(operations: readonly string[] = []): SettingsByOperation {
  return new Map(operations.map((operation) => [operation, 'unavailable']));
}

/** Reads the value of one parameter. Every member is optional; a misspelled one is refused with the whole value. */
export function parseSettings(
  text: string,
  { operation, bounds }: { readonly operation: string; readonly bounds: AccessBounds },
): Parsed<OperationSettings> {
  const written = { text, name: 'the value', example: '{"promptCaching":"auto"}' };
  const parsed = parseDocument(makeSettingsSchema(bounds), written);
  if (parsed.kind === 'rejected') return parsed;
  const { $schema, ...value } = parsed.value;
  const isDirect = operation === DIRECT_OPERATION;
  const routed = (['when', 'split'] as const).find((name) => isDirect && value[name] !== undefined);
  if (routed === undefined) return { kind: 'parsed', value };
  const problem = `${routed} is not for "${DIRECT_OPERATION}", because the caller names the model`;
  return { kind: 'rejected', problem };
}

/** Makes the schema of a value when there is one to read, so that an operation without settings costs no start. */
export function makeSettingsSchema(bounds: AccessBounds) {
  return members({
    /** Only editors read it. */
    $schema: v.optional(v.string(refuse('a text'))),
    split: v.optional(makeSplitSchema(bounds)),
    when: v.optional(makeWhenSchema(bounds)),
    defaults: v.optional(makeBodySchema()),
    set: v.optional(makeBodySchema()),
    promptCaching: v.optional(oneOf(['auto', 'off'])),
    streamUsage: v.optional(v.boolean(refuse('true or false'))),
    thinking: v.optional(makeThinkingSchema()),
    guardrail: v.optional(makeGuardrailSchema()),
    cache: v.optional(makeCacheSchema(bounds)),
    retry: v.optional(makeRetrySchema()),
    timeouts: v.optional(makeTimeoutsSchema()),
    jobs: v.optional(makeJobsSchema()),
  });
}

/**
 * Finds the settings of an operation, or `direct` for calls that name a model. Undefined if it has none.
 *
 * @throws RouterError `mapping-unavailable`: without its settings, a request could lack a guardrail
 */
export function findSettings(
  settings: SettingsByOperation,
  operation: string,
): OperationSettings | undefined {
  const found = settings.get(operation);
  if (found !== 'unavailable') return found;
  throw new RouterError(
    'mapping-unavailable',
    `the settings of operation "${operation}" were not read yet, or are not valid; the router's log says which; try again shortly`,
  );
}

function findNameProblem(operation: string): string | undefined {
  if (operation === DIRECT_OPERATION || isOperationName(operation)) return undefined;
  return `"${operation}" is neither "${DIRECT_OPERATION}" nor an operation name: ${OPERATION_NAME_RULE}`;
}
