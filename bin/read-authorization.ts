import { KeyHeader, RouterAuthorization } from '../lib';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import type { ContextValues } from './context-values';

/**
 * Who is let in, by context; undefined where nothing is said.
 *
 * | `authorization` | goes with                                                    |
 * |-----------------|--------------------------------------------------------------|
 * | `iam`           | –                                                            |
 * | `keys`          | `keyHeader`: `either`, `authorization` or `api-key`          |
 * | `jwt`           | `jwtIssuer` and `jwtAudience`; `jwksUri`                     |
 * | `none`          | `acceptedRisk`: the sentence that the construct asks for     |
 */
export function readAuthorization(values: ContextValues): RouterAuthorization | undefined {
  const kind = values.word('authorization', ['iam', 'keys', 'jwt', 'none']);
  switch (kind) {
    case undefined:
      return undefined;
    case 'iam':
      return RouterAuthorization.iam();
    case 'keys': {
      const header = values.word('keyHeader', Object.values(KeyHeader));
      return RouterAuthorization.keys(omitUndefined({ header }));
    }
    case 'jwt':
      return RouterAuthorization.jwt({
        issuer: requireText(values, 'jwtIssuer'),
        audience: requireText(values, 'jwtAudience'),
        ...omitUndefined({ jwksUri: values.text('jwksUri') }),
      });
    case 'none':
      return RouterAuthorization.none(omitUndefined({ acceptedRisk: values.text('acceptedRisk') }));
    default:
      return kind satisfies never;
  }
}

function requireText(values: ContextValues, key: string): string {
  const text = values.text(key);
  if (text !== undefined) return text;
  throw new Error(`context "authorization" is "jwt", which needs "${key}" as well`);
}
