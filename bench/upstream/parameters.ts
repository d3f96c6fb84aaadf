import { DEFAULT_PARAMETER_PREFIX, operationsPath } from '../../lambda/contract';
import { isJsonObject } from '../../lambda/core/json/json-object';
import { MODEL_ID, OPERATION, TIER } from '../cases';

/** Parameter Store's largest page. */
const PAGE = 10;

interface Answer {
  readonly status: number;
  readonly body: object;
}

/**
 * Answers for Parameter Store: the mapping of one operation and as many others as it takes, and no prices.
 *
 * @param count how many parameters are under the prefix
 */
export function answerParameterStore(target: string, input: unknown, count: number): Answer {
  if (target.endsWith('GetParametersByPath')) return { status: 200, body: findPage(input, count) };
  if (target.endsWith('GetParameters')) return { status: 200, body: findNamed(input) };
  return { status: 400, body: { __type: 'ParameterNotFound', message: 'there is none' } };
}

function findPage(input: unknown, count: number): object {
  const start = Number(readMember(input, 'NextToken') ?? 0);
  const end = Math.min(count, start + PAGE);
  const parameters = Array.from({ length: end - start }, (_, index) => compose(start + index));
  return { Parameters: parameters, ...(end < count ? { NextToken: String(end) } : {}) };
}

function findNamed(input: unknown): object {
  const listed = readMember(input, 'Names');
  const names = Array.isArray(listed) ? listed : [];
  const known = compose(0);
  return {
    Parameters: names.includes(known.Name) ? [known] : [],
    InvalidParameters: names.filter((name) => name !== known.Name),
  };
}

function readMember(input: unknown, name: string): unknown {
  return isJsonObject(input) ? input[name] : undefined;
}

function compose(index: number) {
  const name = index === 0 ? OPERATION : `operation${index}`;
  return {
    Name: `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/${name}`,
    Type: 'StringList',
    Value: `${MODEL_ID}:${TIER}`,
    Version: 1,
  };
}
