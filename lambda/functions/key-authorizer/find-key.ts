import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { KeyHeader } from '../../contract';

type SentHeaders = Pick<APIGatewayRequestAuthorizerEvent, 'headers' | 'multiValueHeaders'>;

/**
 * An API key of API Gateway has 20 to 128 characters. A JSON web token has dots, so it does not match.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html
 */
const KEY = /^[A-Za-z0-9_~+/=-]{20,128}$/;

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const BEARER = /^Bearer +(.*)$/i;

/**
 * Finds the key that a caller sends as `x-api-key` or as `Authorization: Bearer …`. Undefined if there is none, more than
 * one, or something that cannot be a key.
 *
 * If API Gateway caches answers by `Authorization`, no other header may be read. Otherwise everyone who sends the same
 * `Authorization` would get the answer for one caller's `x-api-key`.
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

/** Reads the values of a header that are not empty. The case of its name does not matter. */
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
