import type { GuardrailSettings } from '../../settings/operation/operation-settings';
import type { Headers } from '../forwarded-headers';

/**
 * Names the guardrail of the settings in the headers of a call whose body is in its model's own format.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
 */
export function addGuardrail(headers: Headers, guardrail: GuardrailSettings | undefined): Headers {
  if (guardrail === undefined) return headers;
  const { id, version, trace } = guardrail;
  return {
    ...headers,
    'x-amzn-bedrock-guardrailidentifier': id,
    'x-amzn-bedrock-guardrailversion': version,
    ...(trace === undefined ? {} : { 'x-amzn-bedrock-trace': trace.toUpperCase() }),
  };
}
