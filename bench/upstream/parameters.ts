import { DEFAULT_PARAMETER_PREFIX, operationsPath } from '../../lambda/contract';
import { MODEL_ID, OPERATION, TIER } from '../cases';

const MAPPING = {
  Parameters: [
    {
      Name: `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/${OPERATION}`,
      Type: 'StringList',
      Value: `${MODEL_ID}:${TIER}`,
      Version: 1,
    },
  ],
};

/** Answers for Parameter Store: the mapping, and no prices. */
export function answerParameterStore(target: string): { readonly status: number; body: object } {
  if (target.endsWith('GetParametersByPath')) return { status: 200, body: MAPPING };
  return { status: 400, body: { __type: 'ParameterNotFound', message: 'there is none' } };
}
