import { Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { settingsPath } from '../../lambda/contract';
import type { SettingsByOperation } from './check-operation-settings';

export interface SettingsParametersProps {
  readonly parameterPrefix: string;
  readonly operationSettings: SettingsByOperation;
}

/** The settings of operations in Parameter Store: one parameter for each operation that has some. */
export class SettingsParameters extends Construct {
  constructor(scope: Construct, id: string, props: SettingsParametersProps) {
    super(scope, id);
    const path = settingsPath(props.parameterPrefix);
    for (const [operation, { _value: value }] of Object.entries(props.operationSettings)) {
      new StringParameter(this, operation, {
        parameterName: `${path}/${operation}`,
        simpleName: false,
        description: `Settings of ${operation}, as JSON`,
        stringValue: Stack.of(this).toJsonString(value),
      });
    }
  }
}
