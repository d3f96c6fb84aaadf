import { LIST_PRICES } from './list-prices';

/** One kind of call, as far as AWS bills what is around Bedrock. */
export interface CallShape {
  readonly memoryMib: number;
  /** For all that the function runs, most of it waiting for Bedrock. */
  readonly seconds: number;
  /** Lines of the function, of Lambda and of the access log. */
  readonly logBytes: number;
  /** Of the budget ledger; 0 where the caller has no budget. */
  readonly ledgerWrites: number;
}

/** USD for a million calls, by what is billed. */
export interface CallPrice {
  readonly gateway: number;
  readonly lambda: number;
  readonly logs: number;
  readonly ledger: number;
  readonly total: number;
}

const CALLS = 1e6;
const BYTES_PER_GIGABYTE = 1024 ** 3;

export function priceCalls(shape: CallShape): CallPrice {
  const { memoryMib, seconds, logBytes, ledgerWrites } = shape;
  const gigabyteSeconds = (memoryMib / 1024) * seconds;
  const gateway = CALLS * LIST_PRICES.restRequest;
  const lambda =
    CALLS * (LIST_PRICES.lambdaRequest + gigabyteSeconds * LIST_PRICES.lambdaArmGigabyteSecond);
  const logs = CALLS * (logBytes / BYTES_PER_GIGABYTE) * LIST_PRICES.logGigabyte;
  const ledger = CALLS * ledgerWrites * LIST_PRICES.dynamoDbWriteUnit;
  return { gateway, lambda, logs, ledger, total: gateway + lambda + logs + ledger };
}

/**
 * Seconds that a call may wait longer on flex before Lambda's bill for waiting has eaten what flex saves.
 *
 * @param savedUsd by one call
 */
export function findBreakEvenSeconds(savedUsd: number, memoryMib: number): number {
  return savedUsd / ((memoryMib / 1024) * LIST_PRICES.lambdaArmGigabyteSecond);
}
