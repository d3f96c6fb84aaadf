/** List prices in USD for us-east-1, as of 2026-11-21, after any free tier; docs/cost.md has the page of each. */
export const LIST_PRICES = {
  restRequest: 3.5 / 1e6,
  lambdaRequest: 0.2 / 1e6,
  lambdaArmGigabyteSecond: 0.0000133334,
  logGigabyte: 0.5,
  /** Of the first 10,000 an account has. */
  metricMonth: 0.3,
  dynamoDbWriteUnit: 0.625 / 1e6,
} as const;
