import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { lookUpTierSupport } from '../../lambda/core/catalog/tier-support';
import { RouterAuthorization } from '../authorizers/router-authorization';
import type { RouterSettings } from '../settings/router-settings';
import { isAnyModelAllowed } from './allowed-models';
import type { Operations } from './operations';

/** Says what is allowed and yet may not be meant. */
export function warnOfDoubts(
  scope: IConstruct,
  settings: RouterSettings,
  authorization = RouterAuthorization.iam(),
): void {
  const annotations = Annotations.of(scope);
  for (const doubt of listUnsupportedTiers(settings.operations)) {
    annotations.addWarningV2('bedrock-tier-router:unsupportedTier', doubt);
  }
  if (isAnyModelAllowed(settings.allowedModels)) {
    annotations.addWarningV2(
      'bedrock-tier-router:anyModelAllowed',
      "allowedModels ['*'] lets whoever may change a parameter choose any model, and the function invoke every one",
    );
  }
  if (authorization.isOpen) {
    annotations.addWarningV2(
      'bedrock-tier-router:openApi',
      'RouterAuthorization.none() lets anyone who reaches the URL call Bedrock at the expense of this account',
    );
  }
}

function listUnsupportedTiers(operations: Operations): string[] {
  return Object.entries(operations).flatMap(([operation, route]) => {
    return route
      .filter(({ baseModelId, tier }) => {
        return (
          !Token.isUnresolved(baseModelId) && lookUpTierSupport(baseModelId, tier) === 'unsupported'
        );
      })
      .map(({ baseModelId, tier }) => {
        return `the operation "${operation}" asks ${baseModelId} for the tier "${tier}", which that model is known not to have`;
      });
  });
}
