import { RouterError } from '../../core/errors/router-error';
import type { Endpoint } from '../match-endpoint';
import { listModels, type ModelListRules } from './list-models';
import { listOperations, type OperationListRules } from './list-operations';

/** The endpoints that list what is in force. */
export type ListEndpoint = Extract<
  Endpoint,
  { readonly kind: 'operation-list' | 'model-list' | 'model' }
>;

/** @throws RouterError `unknown-path` for a model that is not in the list */
export function composeList(
  endpoint: ListEndpoint,
  rules: Omit<ModelListRules, 'scope'> & OperationListRules,
): object {
  switch (endpoint.kind) {
    case 'operation-list':
      return listOperations(rules);
    case 'model-list':
      return listModels({ ...rules, scope: endpoint });
    case 'model':
      return requireListed(endpoint.id, { ...rules, scope: endpoint });
    default:
      return endpoint satisfies never;
  }
}

function requireListed(id: string, rules: ModelListRules): object {
  const listed = listModels(rules).data.find((model) => model.id === id);
  if (listed !== undefined) return listed;
  throw new RouterError(
    'unknown-path',
    `there is no model ${JSON.stringify(id.slice(0, 256))} here; GET /v1/models lists them`,
  );
}
