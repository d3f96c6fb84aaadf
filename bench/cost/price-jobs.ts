import { LIST_PRICES } from './list-prices';
import { priceCalls } from './price-calls';

/** What AWS bills for one kind of job, without Bedrock. */
export interface JobShape {
  /** Of the function behind the API. */
  readonly memoryMib: number;
  /** Of the durable function. */
  readonly workerMemoryMib: number;
  /** Of which the last one is answered. */
  readonly attempts: number;
  /** Duration of the answered attempt, most of it waiting for Bedrock. */
  readonly seconds: number;
  /** Duration of each other attempt. Bedrock refuses for lack of capacity at once. */
  readonly refusedSeconds: number;
  /** `GET /v1/jobs/{id}`. 0 if an event or a task token tells the end. */
  readonly polls: number;
  /** Of the request and of the answer together. */
  readonly bodyBytes: number;
  readonly retentionDays: number;
}

/** USD for a million jobs, by service. */
export interface JobPrice {
  readonly gateway: number;
  readonly lambda: number;
  readonly durable: number;
  readonly s3: number;
  readonly logs: number;
  readonly events: number;
  readonly total: number;
}

const JOBS = 1e6;
const GIGABYTE = 1024 ** 3;
const DAYS_OF_A_MONTH = 30;
/** Storing and starting a job, or reading its state. */
const ENDPOINT_SECONDS = 0.1;
/** Estimated: the receipt, metrics and reports of an attempt, of a submission, and of an end. */
const LOG_BYTES = { attempt: 2_700, endpoint: 1_500, end: 1_500 };
/** Estimated: the name, the times and the result of an operation. */
const CHECKPOINT_BYTES = 400;

/** Counts of the durable function: the start, an attempt and a pause each, and the publication of the end. */
function countOperations(attempts: number): number {
  return 1 + attempts + (attempts - 1) + 1;
}

/** Counts of the bucket without a budget, which adds a write and a read to each attempt. */
function countObjects({ attempts, polls }: JobShape) {
  return { writes: 4 + 2 * attempts, reads: 4 + 3 * attempts + 2 * polls };
}

export function priceJobs(shape: JobShape): JobPrice {
  const { attempts, polls, seconds, refusedSeconds, memoryMib, workerMemoryMib } = shape;
  const perCall = { memoryMib, ledgerWrites: 0 };
  const endpoint = priceCalls({
    ...perCall,
    seconds: ENDPOINT_SECONDS,
    logBytes: LOG_BYTES.endpoint,
  });
  const [answered, refused] = [seconds, refusedSeconds].map((each) => {
    return priceCalls({
      seconds: each,
      memoryMib: workerMemoryMib,
      logBytes: LOG_BYTES.attempt,
      ledgerWrites: 0,
    });
  });
  if (answered === undefined || refused === undefined) throw new Error('there are two kinds');
  const end = priceCalls({ ...perCall, seconds: 0, logBytes: LOG_BYTES.end });
  const gateway = endpoint.gateway * (1 + polls);
  const lambda = endpoint.lambda * (1 + polls) + answered.lambda + refused.lambda * (attempts - 1);
  const logs =
    endpoint.logs * (1 + polls) + answered.logs + refused.logs * (attempts - 1) + end.logs;
  const parts = { gateway, lambda, durable: priceExecutions(shape), s3: priceObjects(shape), logs };
  const events = JOBS * LIST_PRICES.event;
  const total = Object.values(parts).reduce((sum, usd) => sum + usd, events);
  return { ...parts, events, total };
}

function priceExecutions({ attempts, retentionDays }: JobShape): number {
  const operations = countOperations(attempts);
  const gigabytes = (JOBS * operations * CHECKPOINT_BYTES) / GIGABYTE;
  const months = retentionDays / DAYS_OF_A_MONTH;
  return (
    JOBS * operations * LIST_PRICES.durableOperation +
    gigabytes * (LIST_PRICES.durableGigabyteWritten + months * LIST_PRICES.durableGigabyteMonth)
  );
}

function priceObjects(shape: JobShape): number {
  const { writes, reads } = countObjects(shape);
  const gigabyteMonths =
    ((JOBS * shape.bodyBytes) / GIGABYTE) * (shape.retentionDays / DAYS_OF_A_MONTH);
  return (
    JOBS * (writes * LIST_PRICES.s3Write + reads * LIST_PRICES.s3Read) +
    gigabyteMonths * LIST_PRICES.s3GigabyteMonth
  );
}
