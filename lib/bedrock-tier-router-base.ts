import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import {
  callersPath,
  catalogParameter,
  operationsPath,
  overridesPrefix,
  pricesParameter,
  settingsPath,
} from '../lambda/contract';
import { grantInvoke, type InvokedApi } from './api/grant-invoke';
import type { CallerOptions } from './callers/caller-options';
import type { RouterCaller } from './callers/router-caller';
import { requireLocal } from './cdk/compare-places';
import { requireConsole } from './console/make-console';
import type { RouterConsole } from './console/router-console';
import type { IBedrockTierRouter } from './i-bedrock-tier-router';
import {
  grantChangeParameter,
  grantChangePath,
  grantRead,
  grantReadPath,
  type OverridableArns,
  parameterArn,
} from './mapping/mapping-access';
import { MeasuredRouter } from './observability/measured-router';
import { makeInvokeTask } from './step-functions/invoke-task';
import type { InvokeTaskProps } from './step-functions/invoke-task-props';

/** What every router offers, whether this app creates it or another one: its metrics, and the grants on its parameters. */
export abstract class BedrockTierRouterBase extends MeasuredRouter implements IBedrockTierRouter {
  /**
   * The URL to send requests to, e.g. `https://abc123.execute-api.us-east-1.amazonaws.com/prod`, or the URL of the custom
   * domain. It has no trailing slash.
   */
  abstract readonly url: string;

  /** The ID of the REST API. */
  abstract readonly restApiId: string;

  /** The name of the API's stage. */
  abstract readonly stageName: string;

  /** @internal */
  abstract readonly _api: InvokedApi;

  /** @internal */
  abstract readonly _hook: IFunction | undefined;

  /** @internal */
  abstract readonly _console: RouterConsole | undefined;

  /**
   * Adds a caller with its own key; only with `RouterAuthorization.keys()`. Its policy is in Parameter Store at
   * `<parameterPrefix>/callers/<keyId>`, and can be changed there without a deployment.
   *
   * @param id the ID of the construct, and the name of the caller if `callerName` is undefined
   */
  abstract addCaller(id: string, options?: CallerOptions): RouterCaller;

  /**
   * Allows a pipeline stage to send requests; only with `RouterAuthorization.iam()` or a custom authorizer. For a principal of
   * another account, its own policy and the policy of the API must allow it. A warning names the one that this app cannot
   * write.
   *
   * @param operation the only operation to allow, with its jobs; all paths of the API if undefined
   */
  grantInvoke(grantee: IGrantable, operation?: string): Grant {
    return grantInvoke(this._api, grantee, operation);
  }

  /** Allows a role of the document-processing accelerator to invoke the function with `lambdaHookFunctionName`. */
  grantInvokeLambdaHook(grantee: IGrantable): Grant {
    if (this._hook !== undefined) return this._hook.grantInvoke(grantee);
    throw new Error('the router has no function for the LambdaHook; set lambdaHookFunctionName');
  }

  /**
   * Creates a state of Step Functions that sends a request to an operation, and allows the state machine to send it; only
   * with `RouterAuthorization.iam()`. Its result has the members `StatusCode`, `Headers` and `ResponseBody`, from which
   * `resultSelector` can choose. With `asJob`, the state waits for a job and has its result.
   */
  invokeTask(scope: Construct, id: string, props: InvokeTaskProps): TaskStateBase {
    return makeInvokeTask(scope, id, { ...props, api: this._api }) as TaskStateBase;
  }

  /** Allows an operator to read the routes and their history, those of the deploy and those that override them. */
  grantReadMapping(grantee: IGrantable): Grant {
    return grantReadPath(this.requireLocal(grantee), this.locate(operationsPath));
  }

  /**
   * Allows an operator to override routes and to add operations, at `<parameterPrefix>/overrides/operations/<operation>`,
   * and to take both away again. It includes {@link grantReadMapping}. What the deploy wrote cannot be changed with it.
   */
  grantChangeMapping(grantee: IGrantable): Grant {
    return grantChangePath(this.requireLocal(grantee), this.locate(operationsPath));
  }

  /**
   * Allows an operator to override the settings of operations, at `<parameterPrefix>/overrides/settings/<operation>`, and
   * to read them on both sides.
   */
  grantChangeSettings(grantee: IGrantable): Grant {
    return grantChangePath(this.requireLocal(grantee), this.locate(settingsPath));
  }

  /**
   * Allows an operator to override the policies of callers and to add policies, at
   * `<parameterPrefix>/overrides/callers/<keyId>`, and to read them on both sides.
   */
  grantChangeCallers(grantee: IGrantable): Grant {
    this.requireKeys();
    return grantChangePath(this.requireLocal(grantee), this.locate(callersPath));
  }

  /** Allows an operator to read, write and delete the operators' own prices, `<parameterPrefix>/overrides/prices`. */
  grantChangePrices(grantee: IGrantable): Grant {
    return grantChangeParameter(this.requireLocal(grantee), this.locate(pricesParameter));
  }

  /** Allows an operator to read what the refresh writes, `<parameterPrefix>/catalog`, and its history. */
  grantReadCatalog(grantee: IGrantable): Grant {
    return grantRead(this.requireLocal(grantee), [
      this.arnOf(catalogParameter(this.parameterPrefix)),
    ]);
  }

  /** Allows a person to see the console on the dashboard; only with `console: true`. */
  grantViewConsole(grantee: IGrantable): Grant {
    return requireConsole(this._console).grantView(this.requireLocal(grantee));
  }

  /**
   * Allows a person to change routes and settings with the console on the dashboard; only with `console: true`. It includes
   * {@link grantViewConsole}. The person needs no permission on the parameters themselves.
   */
  grantOperateConsole(grantee: IGrantable): Grant {
    return requireConsole(this._console).grantOperate(this.requireLocal(grantee));
  }

  /** @throws Error if callers have no keys */
  protected abstract requireKeys(): void;

  private requireLocal(grantee: IGrantable): IGrantable {
    const { account } = this._api;
    return requireLocal(grantee, { what: 'the parameters of the router are', account });
  }

  private locate(nameUnder: (parameterPrefix: string) => string): OverridableArns {
    return {
      deployed: this.arnOf(nameUnder(this.parameterPrefix)),
      override: this.arnOf(nameUnder(overridesPrefix(this.parameterPrefix))),
    };
  }

  private arnOf(parameterName: string): string {
    const { account, region } = this._api;
    return parameterArn(this, parameterName, { account, region });
  }
}
