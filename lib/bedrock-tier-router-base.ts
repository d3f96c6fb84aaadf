import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import {
  callersPath,
  catalogParameter,
  operationsPath,
  overridesPrefix,
  pricesParameter,
  settingsPath,
} from '../lambda/contract';
import {
  grantChangeParameter,
  grantChangePath,
  grantRead,
  grantReadPath,
  type OverridableArns,
  parameterArn,
} from './mapping/mapping-access';
import { MeasuredRouter } from './observability/measured-router';

/** What every router offers, whether this app creates it or another one: its metrics, and the grants on its parameters. */
export abstract class BedrockTierRouterBase extends MeasuredRouter {
  /** Allows an operator to read the routes and their history, those of the deploy and those that override them. */
  grantReadMapping(grantee: IGrantable): Grant {
    return grantReadPath(grantee, this.locate(operationsPath));
  }

  /**
   * Allows an operator to override routes and to add operations, at `<parameterPrefix>/overrides/operations/<operation>`,
   * and to take both away again. It includes {@link grantReadMapping}. What the deploy wrote cannot be changed with it.
   */
  grantChangeMapping(grantee: IGrantable): Grant {
    return grantChangePath(grantee, this.locate(operationsPath));
  }

  /**
   * Allows an operator to override the settings of operations, at `<parameterPrefix>/overrides/settings/<operation>`, and
   * to read them on both sides.
   */
  grantChangeSettings(grantee: IGrantable): Grant {
    return grantChangePath(grantee, this.locate(settingsPath));
  }

  /**
   * Allows an operator to override the policies of callers and to add policies, at
   * `<parameterPrefix>/overrides/callers/<keyId>`, and to read them on both sides.
   */
  grantChangeCallers(grantee: IGrantable): Grant {
    this.requireKeys();
    return grantChangePath(grantee, this.locate(callersPath));
  }

  /** Allows an operator to read, write and delete the operators' own prices, `<parameterPrefix>/overrides/prices`. */
  grantChangePrices(grantee: IGrantable): Grant {
    return grantChangeParameter(grantee, this.locate(pricesParameter));
  }

  /** Allows an operator to read what the refresh writes, `<parameterPrefix>/catalog`, and its history. */
  grantReadCatalog(grantee: IGrantable): Grant {
    return grantRead(grantee, [parameterArn(this, catalogParameter(this.parameterPrefix))]);
  }

  /** @throws Error if callers have no keys */
  protected abstract requireKeys(): void;

  private locate(nameUnder: (parameterPrefix: string) => string): OverridableArns {
    return {
      deployed: parameterArn(this, nameUnder(this.parameterPrefix)),
      override: parameterArn(this, nameUnder(overridesPrefix(this.parameterPrefix))),
    };
  }
}
