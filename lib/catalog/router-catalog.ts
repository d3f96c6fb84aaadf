import { Schedule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { omitNetwork, warnOfIsolation } from '../functions/network';
import { CatalogRefresh, type CatalogRefreshProps } from './catalog-refresh';
import { chooseMinute } from './choose-minute';

/** Options of `RouterCatalog.refreshed()`. */
export interface RefreshedCatalogOptions {
  /**
   * When AWS's prices and model lists are read. They are also read after each deployment of the stack. The alarm
   * `end-of-life` needs a reading a day: it returns to OK two days after the last one.
   *
   * @default - once a day, at a time of the day that differs from router to router
   */
  readonly schedule?: Schedule;

  /**
   * The Region whose price list is read. The price list of each Region has the prices of all Regions of its partition.
   *
   * @default - the Region with a price list that is nearest to the stack's Region. GovCloud has none: there only the end
   * dates of models and their inference profiles are read.
   * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html
   */
  readonly priceListRegion?: string;

  /**
   * Whether the function runs in the `vpc` of the router. It must reach the price list, Bedrock's control plane, Parameter
   * Store and EventBridge, through a NAT gateway or the interface endpoints `pricing.api`, `bedrock`, `ssm` and `events`.
   *
   * @default true - with `vpc`; without one, every function runs outside of a VPC
   */
  readonly inVpc?: boolean;
}

/** Where a router knows the prices and the end dates of models from. */
export class RouterCatalog {
  /**
   * The catalog of the package, and what has changed since then. A scheduled function reads AWS's price list and model
   * lists for the models that the router may call, and writes what differs from the built-in catalog into the parameter
   * `<parameterPrefix>/catalog`. The router reads it with its other parameters.
   */
  static refreshed(options: RefreshedCatalogOptions = {}): RouterCatalog {
    return new RouterCatalog(options);
  }

  /**
   * The catalog of the package. It changes with upgrades of the package, and adds no resource to the stack. Delete the
   * parameter `<parameterPrefix>/catalog` if a refresh wrote one before, because it stays in force.
   */
  static builtIn(): RouterCatalog {
    return new RouterCatalog();
  }

  private constructor(private readonly options?: RefreshedCatalogOptions) {}

  /**
   * Creates the scheduled function; undefined for a built-in catalog.
   *
   * @internal
   */
  _bind(
    scope: Construct,
    props: Omit<CatalogRefreshProps, 'schedule' | 'priceListRegion'>,
  ): CatalogRefresh | undefined {
    if (this.options === undefined) return undefined;
    const { schedule = chooseDailySchedule(scope), priceListRegion, inVpc = true } = this.options;
    if (inVpc) warnOfIsolation(scope, props, 'refresh');
    return new CatalogRefresh(scope, 'CatalogRefresh', {
      ...(inVpc ? props : omitNetwork(props)),
      schedule,
      priceListRegion,
    });
  }
}

function chooseDailySchedule(scope: Construct): Schedule {
  const { hour, minute } = chooseMinute(scope);
  return Schedule.cron({ hour: String(hour), minute: String(minute) });
}
