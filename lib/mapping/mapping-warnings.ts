import { Annotations, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { BUILT_IN_CATALOG } from '../../lambda/core/catalog/catalog';
import type { RouterSettings } from '../settings/router-settings';
import { isAnyModelAllowed } from './allowed-models';
import { listModelWarnings } from './model-warnings';

/** Warns of a mapping that is valid but may be a mistake. */
export function warnOfMapping(
  scope: IConstruct,
  {
    namedModels,
    allowedModels,
    connections,
  }: Pick<RouterSettings, 'namedModels' | 'allowedModels' | 'connections'>,
): void {
  const annotations = Annotations.of(scope);
  const { region } = Stack.of(scope);
  const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  const facts = { catalog: BUILT_IN_CATALOG, region, connections, today };
  for (const { id, message } of listModelWarnings(namedModels, facts)) {
    annotations.addWarningV2(`bedrock-tier-router:${id}`, message);
  }
  if (!isAnyModelAllowed(allowedModels)) return;
  annotations.addWarningV2(
    'bedrock-tier-router:anyModelAllowed',
    "allowedModels ['*'] allows everybody who can change a parameter to choose any model, and the function to invoke every model",
  );
}
