import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { RouterAuthorization } from '../../../lib';
import { OPEN_API_RISK } from '../fixtures';
import { putRouterInApp, ROUTERS } from './strict-routers';

/** Lists the AwsSolutions rules that an app breaks, each with the path of the construct. */
function listViolations(app: App): string[] {
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) => {
    return violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`);
  });
}

it.each(ROUTERS)('a router with %s breaks no rule of AwsSolutions', (_, props, region) => {
  expect(listViolations(putRouterInApp(props, region))).toEqual([]);
});

it('an API without authorization breaks rules of AwsSolutions', () => {
  const authorization = RouterAuthorization.none({ acceptedRisk: OPEN_API_RISK });
  expect(listViolations(putRouterInApp({ authorization }))).toEqual([
    'AwsSolutions-APIG4 at Pipeline/Router/Api/Default/ANY/Resource',
    'AwsSolutions-APIG4 at Pipeline/Router/Api/Default/{proxy+}/ANY/Resource',
    'AwsSolutions-COG4 at Pipeline/Router/Api/Default/ANY/Resource',
    'AwsSolutions-COG4 at Pipeline/Router/Api/Default/{proxy+}/ANY/Resource',
  ]);
});
