import type { BedrockAction } from '../wire/bedrock-action';
import { type Catalog, findModel } from './catalog';
import type { CatalogModel } from './catalog-model';

type WireName = keyof NonNullable<CatalogModel['wires']>;

/** Counting tokens is a fact of its own. */
const WIRES: Readonly<Record<BedrockAction, WireName | undefined>> = {
  converse: 'converse',
  'converse-stream': 'converse',
  invoke: 'invoke',
  'invoke-with-response-stream': 'invoke',
  'count-tokens': undefined,
  'chat-completions': 'chat-completions',
  'chat-completions-stream': 'chat-completions',
  responses: 'responses',
  'responses-stream': 'responses',
};

/**
 * Whether the model is known to answer on the API of an action; `unknown` for models and ARNs that are not listed, and for
 * an API of which no source speaks.
 *
 * The answer leaves out candidates of a route. A request is refused only if it is known of every candidate that it does not
 * answer there, because no call could help then.
 */
export function lookUpWireSupport(
  catalog: Catalog,
  baseModelId: string,
  action: BedrockAction,
): 'supported' | 'unsupported' | 'unknown' {
  const wire = WIRES[action];
  const speaks = wire && findModel(catalog, baseModelId)?.wires?.[wire];
  if (speaks === undefined) return 'unknown';
  return speaks ? 'supported' : 'unsupported';
}
