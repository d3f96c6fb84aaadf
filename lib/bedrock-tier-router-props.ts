import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { RouterApiOptions } from './api/router-api-options';
import type { RouterCatalog } from './catalog/router-catalog';
import type { RouterFunctionOptions } from './functions/router-function-options';
import type { RouterJobs } from './jobs/router-jobs';
import type { RouterMappingOptions } from './mapping/router-mapping-options';
import type { RouterObservabilityOptions } from './observability/router-observability-options';

/** Properties of a {@link BedrockTierRouter}. Each of them has a default. */
export interface BedrockTierRouterProps
  extends RouterMappingOptions,
    RouterFunctionOptions,
    RouterApiOptions,
    RouterObservabilityOptions {
  /**
   * Where the router knows the prices and the end dates of models from.
   *
   * @default RouterCatalog.refreshed() - a scheduled function reads daily what AWS changed
   */
  readonly catalog?: RouterCatalog;

  /**
   * How jobs run: requests of `POST /v1/{operation}/jobs`, whose answers are fetched later. They wait for hours until a
   * cheap tier has capacity.
   *
   * @default - no jobs: their paths respond with status 404
   */
  readonly jobs?: RouterJobs;

  /**
   * The table of the callers' costs, e.g. one that a deleted stack left behind; only with `RouterAuthorization.keys()`. Its
   * partition key is `caller` and its sort key `period`, both strings, and its time-to-live attribute is `expiresAt`. If
   * a key of AWS KMS encrypts it, import it with that key.
   *
   * @default - a new table, which deleting the stack keeps
   */
  readonly budgetTable?: ITable;

  /**
   * How long CloudWatch Logs keeps the logs of the functions and of the API.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;

  /**
   * Whether the API and the functions send traces to AWS X-Ray.
   *
   * @default true
   */
  readonly tracing?: boolean;

  /**
   * The key that encrypts the environment variables of the functions, the log groups, the bucket of jobs, and the table of
   * budgets if callers have keys. The router allows CloudWatch Logs to use a key of the same app. The policy of an imported key must
   * already allow it. Parameters are not encrypted with it: Parameter Store encrypts only SecureString values.
   *
   * @default - keys that AWS owns
   */
  readonly encryptionKey?: IKey;
}
