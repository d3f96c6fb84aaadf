import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { KeyHeader } from '../../contract';

type SentHeaders = Pick<APIGatewayRequestAuthorizerEvent, 'headers' | 'multiValueHeaders'>;

/**
 * What can be an API key of API Gateway, which has 20 to 128 characters. A JSON web token has dots, so it cannot.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html
 */
const KEY = /^[A-Za-z0-9_~+/=-]{20,128}$/;

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const BEARER = /^Bearer +(.*)$/i;

/**
 * The key that a caller sends, as `x-api-key` or as `Authorization: Bearer …`. Undefined when there is none, or more than
 * one, or something that cannot be a key.
 *
 * When API Gateway caches answers by the value of `Authorization`, no other header may be read: the answer for one key
 * would go to whoever sends the same `Authorization`.
 */
export function findKey(sent: SentHeaders, keyHeader: KeyHeader): string | undefined {
  const apiKeys = keyHeader === 'either' ? readHeader(sent, 'x-api-key') : [];
  const keys =
    apiKeys.length > 0
      ? apiKeys
      : readHeader(sent, 'authorization').map((value) => BEARER.exec(value)?.[1] ?? '');
  const [key = '', ...others] = keys;
  return others.length === 0 && KEY.test(key) ? key : undefined;
}

/** Every value of a header that is not empty, whatever the case of its name. */
function readHeader({ headers, multiValueHeaders }: SentHeaders, name: string): string[] {
  const repeated = Object.entries(multiValueHeaders ?? {}).filter(isNamed);
  const values = repeated.flatMap(([, list]) => list ?? []);
  const single = Object.entries(headers ?? {}).filter(isNamed);
  return (values.length > 0 ? values : single.map(([, value]) => value ?? ''))
    .map((value) => value.trim())
    .filter((value) => value !== '');

  function isNamed([candidate]: [string, unknown]): boolean {
    return candidate.toLowerCase() === name;
  }
}
