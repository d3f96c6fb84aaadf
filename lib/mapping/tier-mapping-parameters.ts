import { StringListParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { operationsPath } from '../../lambda/contract';
import { chooseRoutePattern } from '../../lambda/core/routing/route';
import type { Operations } from './operations';

export interface TierMappingParametersProps {
  readonly parameterPrefix: string;
  readonly operations: Operations;
}

/** The tier mapping in Parameter Store: one parameter for each operation. */
export class TierMappingParameters extends Construct {
  constructor(scope: Construct, id: string, props: TierMappingParametersProps) {
    super(scope, id);
    const path = operationsPath(props.parameterPrefix);
    for (const [operation, route] of Object.entries(props.operations)) {
      new StringListParameter(this, operation, {
        parameterName: `${path}/${operation}`,
        simpleName: false,
        description: `Route of ${operation}: <model>[:<tier>], then fallbacks. Tiers: priority, default, flex, reserved`,
        allowedPattern: chooseRoutePattern(route.join(',')),
        stringListValue: route.map(String),
      });
    }
  }
}
