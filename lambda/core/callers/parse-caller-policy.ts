import { DIRECT_OPERATION } from '../../contract';
import { RouterError } from '../errors/router-error';
import { isOperationName, OPERATION_NAME_RULE } from '../ids/operation-name';
import { readServiceTier, SERVICE_TIERS, type ServiceTier } from '../ids/service-tier';
import { parseTieredModelId } from '../ids/tiered-model-id';
import { isJsonObject, type JsonObject } from '../json/json-object';
import { quote, requireMembers, ValueProblem } from '../json/written-value';
import type { Parsed } from '../settings/hot-value';
import type { CallerPolicy } from './caller-policy';
import { readBudget } from './read-budget';

const MEMBERS = ['name', 'operations', 'tiers', 'models', 'budget'];
const NAME = /^[A-Za-z0-9._-]{1,64}$/;
const NAME_RULE = '1 to 64 letters, digits, ".", "_" and "-"';
const OPERATIONS_RULE = `a list of operation names, with "${DIRECT_OPERATION}" for calls by model ID`;
const TIERS_RULE = `a list of the service tiers ${SERVICE_TIERS.join(', ')}`;
const MODELS_RULE = 'a list of model IDs and ARNs without a tier';

/**
 * Reads the value of a caller's parameter. Only `name` is required, because logs and metrics need it; whatever else is
 * left out sets no bound. An unknown member is refused, and with it the whole value: a rule that is misspelt would else
 * open what it was to close.
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
  try {
    return { kind: 'parsed', value: readPolicy(parseJson(text)) };
  } catch (error) {
    if (error instanceof ValueProblem) return { kind: 'rejected', problem: error.message };
    throw error;
  }
}

function readPolicy(value: unknown): CallerPolicy {
  const { name, operations, tiers, models, budget } = requireMembers('the policy', value, MEMBERS);
  return {
    name: readName(name),
    operations: operations === undefined ? 'any' : readOperations(operations),
    tiers: tiers === undefined ? 'any' : readTiers(tiers),
    models: models === undefined ? 'any' : readModels(models),
    budget: budget === undefined ? undefined : readBudget(budget),
  };
}

/** The parser's own message would quote the value, and a value that went astray may be anything. */
function parseJson(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new ValueProblem('the policy is not a JSON object, such as {"name":"claims"}');
}

function readName(value: unknown): string {
  if (typeof value === 'string' && NAME.test(value)) return value;
  throw new ValueProblem(`name is ${quote(value)}, not ${NAME_RULE}`);
}

function readOperations(value: unknown): readonly string[] {
  return requireList('operations', value, OPERATIONS_RULE).map((name, index) => {
    if (name === DIRECT_OPERATION || isOperationName(name)) return name;
    throw new ValueProblem(
      `operations[${index}] is ${quote(name)}, not "${DIRECT_OPERATION}" and no operation name: ${OPERATION_NAME_RULE}`,
    );
  });
}

function readTiers(value: unknown): readonly ServiceTier[] {
  return requireList('tiers', value, TIERS_RULE).map((word, index) => {
    const tier = readServiceTier(word);
    if (tier !== undefined) return tier;
    throw new ValueProblem(
      `tiers[${index}] is ${quote(word)}; the service tiers are ${SERVICE_TIERS.join(', ')}`,
    );
  });
}

function readModels(value: unknown): readonly string[] {
  return requireList('models', value, MODELS_RULE).map((text, index) => {
    const { baseModelId } = parseModel(`models[${index}]`, text);
    if (baseModelId === text) return text;
    throw new ValueProblem(
      `models[${index}] is ${quote(text)}; write the model without a tier: ${quote(baseModelId)}`,
    );
  });
}

function parseModel(place: string, text: string) {
  try {
    return parseTieredModelId(text);
  } catch (error) {
    if (error instanceof RouterError) throw new ValueProblem(`${place}: ${error.message}`);
    throw error;
  }
}

/** An empty list would allow nothing: who means that deletes the key. */
function requireList(member: string, value: unknown, rule: string): readonly string[] {
  const isList = Array.isArray(value) && value.length > 0;
  if (isList && value.every((entry) => typeof entry === 'string')) return value;
  throw new ValueProblem(`${member} is ${quote(value)}, not ${rule}`);
}
