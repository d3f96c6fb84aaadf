import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { BUILT_IN_CATALOG } from '../../lambda/core/catalog/catalog';
import { lookUpTierSupport } from '../../lambda/core/catalog/tier-support';
import type { RouterSettings } from '../settings/router-settings';
import { isAnyModelAllowed } from './allowed-models';
import type { Operations } from './operations';

/** Warns of a mapping that is valid but may be a mistake. */
export function warnOfMapping(
  scope: IConstruct,
  { operations, allowedModels }: Pick<RouterSettings, 'operations' | 'allowedModels'>,
): void {
  const annotations = Annotations.of(scope);
  for (const warning of listUnsupportedTiers(operations)) {
    annotations.addWarningV2('bedrock-tier-router:unsupportedTier', warning);
  }
  if (!isAnyModelAllowed(allowedModels)) return;
  annotations.addWarningV2(
    'bedrock-tier-router:anyModelAllowed',
    "allowedModels ['*'] allows everybody who can change a parameter to choose any model, and the function to invoke every model",
  );
}

function listUnsupportedTiers(operations: Operations): string[] {
  return Object.entries(operations).flatMap(([operation, route]) => {
    return route
      .filter(({ baseModelId, tier }) => {
        return (
          !Token.isUnresolved(baseModelId) &&
          lookUpTierSupport(BUILT_IN_CATALOG, baseModelId, tier) === 'unsupported'
        );
      })
      .map(({ baseModelId, tier }) => {
        return `the operation "${operation}" asks for the tier "${tier}" of ${baseModelId}, but this model is known not to support it`;
      });
  });
}
