import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { callersPath, catalogParameter, operationsPath, pricesParameter } from '../lambda/contract';
import {
  grantChangeParameter,
  grantChangePath,
  grantReadParameter,
  grantReadPath,
  parameterArn,
} from './mapping/mapping-access';
import { MeasuredRouter } from './observability/measured-router';

/** What every router offers, whether this app creates it or another one: its metrics, and the grants on its parameters. */
export abstract class BedrockTierRouterBase extends MeasuredRouter {
  /** The prefix of the parameters. The route of an operation is at `<parameterPrefix>/operations/<operation>`. */
  abstract readonly parameterPrefix: string;

  /** Allows an operator to read the routes and their history. */
  grantReadMapping(grantee: IGrantable): Grant {
    return grantReadPath(grantee, this.arnOf(operationsPath(this.parameterPrefix)));
  }

  /** Allows an operator to read and change the routes, and to add and delete operations. */
  grantChangeMapping(grantee: IGrantable): Grant {
    return grantChangePath(grantee, this.arnOf(operationsPath(this.parameterPrefix)));
  }

  /** Allows an operator to read and change the policies of callers, and to add and delete them. */
  grantChangeCallers(grantee: IGrantable): Grant {
    this.requireKeys();
    return grantChangePath(grantee, this.arnOf(callersPath(this.parameterPrefix)));
  }

  /** Allows an operator to read, change and delete the parameter that overrides prices, `<parameterPrefix>/prices`. */
  grantChangePrices(grantee: IGrantable): Grant {
    return grantChangeParameter(grantee, this.arnOf(pricesParameter(this.parameterPrefix)));
  }

  /** Allows an operator to read what the refresh writes, `<parameterPrefix>/catalog`, and its history. */
  grantReadCatalog(grantee: IGrantable): Grant {
    return grantReadParameter(grantee, this.arnOf(catalogParameter(this.parameterPrefix)));
  }

  /** @throws Error if callers have no keys */
  protected abstract requireKeys(): void;

  private arnOf(parameterName: string): string {
    return parameterArn(this, parameterName);
  }
}
