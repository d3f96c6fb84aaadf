import * as v from 'valibot';
import { DIRECT_OPERATION } from '../../contract';
import { RouterError } from '../errors/router-error';
import { isOperationName, OPERATION_NAME_RULE } from '../ids/operation-name';
import { SERVICE_TIERS } from '../ids/service-tier';
import { parseTieredModelId } from '../ids/tiered-model-id';
import {
  listOf,
  members,
  parseDocument,
  quote,
  readBy,
  refuse,
  SERVICE_TIER,
} from '../settings/check-value';
import type { Parsed } from '../settings/hot-value';
import { BUDGET } from './budget-schema';
import type { CallerPolicy } from './policy';

const NAME = refuse('1 to 64 letters, digits, ".", "_" and "-"');
const OPERATION = refuse(`"${DIRECT_OPERATION}" or an operation name: ${OPERATION_NAME_RULE}`);

const POLICY = members({
  name: v.pipe(v.string(NAME), v.regex(/^[A-Za-z0-9._-]{1,64}$/, NAME)),
  operations: v.optional(
    listOf(
      v.pipe(v.string(OPERATION), v.check(isOperation, OPERATION)),
      `a list of operation names, with "${DIRECT_OPERATION}" for calls by model ID`,
    ),
  ),
  tiers: v.optional(
    listOf(SERVICE_TIER, `a list of the service tiers ${SERVICE_TIERS.join(', ')}`),
  ),
  models: v.optional(
    listOf(
      v.pipe(v.string(refuse('a model ID or ARN')), readBy(parseBareModelId)),
      'a list of model IDs and ARNs without a tier',
    ),
  ),
  budget: v.optional(BUDGET),
});

/**
 * Reads the value of a caller's parameter. Only `name` is required, because logs and metrics need it. A member that is
 * absent sets no bound. An unknown member is refused with the whole value, because a misspelled rule would set no bound
 * either.
 *
 * ```json
 * {
 *   "name": "claims",
 *   "operations": ["extraction", "direct"],
 *   "tiers": ["flex", "default"],
 *   "models": ["us.amazon.nova-2-lite-v1:0"],
 *   "budget": { "limitUsd": 50, "period": "month", "whenExceeded": "demote-to-flex", "whenUnavailable": "allow" }
 * }
 * ```
 */
export function parseCallerPolicy(text: string): Parsed<CallerPolicy> {
  const parsed = parseDocument(POLICY, { text, name: 'the policy', example: '{"name":"claims"}' });
  if (parsed.kind === 'rejected') return parsed;
  const { name, operations = 'any', tiers = 'any', models = 'any', budget } = parsed.value;
  return { kind: 'parsed', value: { name, operations, tiers, models, budget } };
}

function isOperation(name: string): boolean {
  return name === DIRECT_OPERATION || isOperationName(name);
}

function parseBareModelId(text: string): string {
  const { baseModelId } = parseTieredModelId(text);
  if (baseModelId === text) return text;
  const problem = `${quote(text)} names a tier or a connection; write the model alone: ${quote(baseModelId)}`;
  throw new RouterError('invalid-model-id', problem);
}
