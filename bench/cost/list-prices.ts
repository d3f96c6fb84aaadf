/** List prices in USD for us-east-1 on 2026-11-21, without free tiers. docs/cost.md links the source of each. */
export const LIST_PRICES = {
  restRequest: 3.5 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaArmGigabyteSecond: 0.0000133334,
  logGigabyte: 0.5,
  /** For the first 10,000 metrics of an account. */
  metricMonth: 0.3,
  dynamoDbWriteUnit: 0.625 / 1e6,
  /** An operation is the start of an execution, a step or a wait. */
  durableOperation: 8 / 1e6,
  durableGigabyteWritten: 0.25,
  durableGigabyteMonth: 0.15,
  s3Write: 5 / 1e6,
  s3Read: 0.4 / 1e6,
  s3GigabyteMonth: 0.023,
  event: 1 / 1e6,
} as const;
