import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { omitUndefined } from '../cdk/omit-undefined';
import type { CallerOptions } from './caller-options';
import { completeThrottle } from './caller-throttle';
import { RouterCaller } from './router-caller';
import { writeCallerPolicy } from './write-caller-policy';

interface CallerParts {
  readonly options: CallerOptions;
  readonly parameterPrefix: string;
  readonly api: IRestApi;
}

/** Creates a caller with its key, its usage plan and its policy. */
export function makeCaller(
  scope: Construct,
  id: string,
  { options, parameterPrefix, api }: CallerParts,
): RouterCaller {
  const { callerName = id, throttle, quota } = options;
  return new RouterCaller(scope, id, {
    api,
    callerName,
    policy: writeCallerPolicy(scope, callerName, options),
    parameterPrefix,
    ...omitUndefined({ throttle: completeThrottle(throttle), quota }),
  });
}
