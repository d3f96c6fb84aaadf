/** Every time and age of the router that is not configured. The maximum age of a snapshot and a request's time are. */
export const TIMES = {
  /**
   * How long a stream may wait for its first byte, by the requested tier. The times are long, because a second call beside
   * a working one is paid twice.
   */
  firstByteSeconds: { priority: 120, default: 180, flex: 240, reserved: 120, ultrafast: 120 },
  /**
   * The part of a request's remaining time that a call without a stream may take while another candidate is left. Its
   * first byte comes when the answer is complete, so only the request's own time limits it.
   */
  wholeAnswerShare: 0.9,
  bedrockConnectionMillis: 3_000,
  /**
   * A connection that was kept alive and closes so soon was closed by Bedrock's side as idle, before the request came. A
   * later end means that the request was received.
   */
  staleConnectionMillis: 250,
  /** The longest pause before the same call is made again. It doubles with each further one. */
  retryPauseMillis: 300,
  /**
   * How long a stream may be silent at most, by Bedrock or by the client. API Gateway closes a connection that is idle for
   * five minutes.
   */
  longestStreamSilenceMillis: 290_000,
  /** The time that an attempt needs at least. With less time left, the last answer is sent instead. */
  leastAttemptMillis: 1_000,

  /** How long a candidate rests after failures. Bedrock recovers within seconds. */
  restMillis: 30_000,
  /** How long a model's refusal of a tier is remembered. */
  tierRefusalMillis: 15 * 60_000,
  /** How long it is remembered that a model is retired, or that the account has no access to it. */
  modelRefusalMillis: 15 * 60_000,
  /** The random part by which these three are lengthened, so that environments do not try again together. */
  restJitterShare: 1 / 3,

  /** The longest reading of all pages of Parameter Store. */
  readingMillis: 20_000,
  /** The longest call, which reads ten parameters. */
  readingCallMillis: 2_000,
  /** The age that a snapshot gains by each page, so that an environment makes about one call in two seconds. */
  pageAgeMillis: 2_000,
  /** How long a request waits for a reading if nothing was read yet, or too long ago. Then it uses what there is. */
  readingWaitMillis: 1_000,
  /** The same before the first reading if requests need a policy: then there is nothing to use. */
  policiesWaitMillis: 2_000,
  /** The longest pause after a first failed reading. It doubles with each further one, up to the longest of all. */
  readingPauseMillis: 250,
  longestReadingPauseMillis: 8_000,

  /** The function's time that is kept for sending the answer and for logs. */
  marginMillis: 500,
  /** The part of that time that is kept if a reading of Parameter Store has not ended yet. */
  exitMillis: 200,
  /** The same if costs are recorded after the answer, which may take several calls. */
  settlementMarginMillis: 5_000,

  /** Retry-After of a 429: quotas refill within a minute. */
  quotaRetryAfterSeconds: 5,
  /** Retry-After of a 503: capacity returns sooner. */
  capacityRetryAfterSeconds: 2,
  /** The longest Retry-After while candidates rest. Claude Code gives up if it has to wait more than a minute. */
  longestRetryAfterSeconds: 30,

  /** How often a model is asked for a tier that the catalog says it does not take. */
  tierProbeMillis: 24 * 60 * 60_000,
  /** How long before a model's end of life a synthesis warns of it, and the refresh publishes it daily. */
  endOfLifeNoticeDays: 90,

  /** Longer than the 15 minutes that Lambda lets a function run, so that no running request loses its reservation. */
  reservationSeconds: 16 * 60,
  /** How long the entry of an account is kept after its period, for reports. */
  ledgerEntrySeconds: 400 * 24 * 60 * 60,
  /** How far a clock may differ from DynamoDB's before its reservations are dated anew. */
  clockToleranceSeconds: 60,
  ledgerConnectionMillis: 500,
  ledgerCallMillis: 1_000,
  /** The longest call after the answer, for which nobody waits. */
  settlementCallMillis: 5_000,
  /**
   * How long steps after the answer are repeated, within the function's time. While DynamoDB is down, each budgeted request
   * keeps its environment so long.
   */
  settlementMillis: 30_000,
  /** The longest pause before the first repetition. It doubles with each further one, up to the longest of all. */
  settlementPauseMillis: 100,
  longestSettlementPauseMillis: 1_000,
  /** How long requests do without the ledger after it hung. */
  ledgerSilenceMillis: 5_000,

  /** For one call of the reply cache. A request does without it then. */
  replyCacheConnectionMillis: 500,
  replyCacheCallMillis: 1_000,
  /** How long requests do without the reply cache after it failed. */
  replyCacheRestMillis: 5_000,
  /** How long one request may ask Bedrock while equal ones wait for its reply. Then another one asks, too. */
  replyLeaseMillis: 30_000,
  /** How long equal requests ask Bedrock beside each other after an answer that is not cached. */
  replyGivenUpMillis: 2_000,
  /** The part of a request's remaining time in which it may wait for the reply of another one. */
  replyWaitShare: 1 / 2,
  /** The longest pause before the reply is looked for again. It doubles with each further one, up to the longest of all. */
  replyPauseMillis: 50,
  longestReplyPauseMillis: 1_000,

  /** How long before their end new credentials of a connection are read, beside the requests. */
  identityRefreshMillis: 5 * 60_000,
  /** How long the old ones are used before new ones are tried again after a failure. */
  identityRetryMillis: 10_000,
  /** How long an API key that was read from its secret is used, with the time above: ten minutes. */
  apiKeyMillis: 15 * 60_000,

  /** For one try to read an image or a document from S3. The request's own time limits all tries. */
  mediaConnectionMillis: 2_000,
  mediaCallMillis: 10_000,

  /** The longest deadline of a job. */
  longestJobSeconds: 7 * 24 * 60 * 60,
  /** The deadline of a job when neither its request nor the deployment names one. */
  jobSeconds: 24 * 60 * 60,
  /** The part of a job's time in which only the primary of its route is asked, unless the settings say otherwise. */
  jobEscalationShare: 2 / 3,
  /** The pause after a job's first attempt. It grows with each further one, up to the longest of all. */
  jobPauseSeconds: 30,
  longestJobPauseSeconds: 15 * 60,
  /** The time before its deadline in which a job begins its last attempt, if its whole time is ten times as long. */
  lastJobAttemptSeconds: 60,
  /** How long after its last sign of life a job's execution is asked for: longer than a function runs. */
  silentJobMillis: 16 * 60_000,
  /** How long the URL of a response holds. */
  jobUrlSeconds: 15 * 60,
  /**
   * How often a step of a job is tried while a service is not available, with pauses that double from twice this length: for
   * more than an hour.
   */
  jobStepTries: 12,
  jobRetrySeconds: 5,
  /** For one try of a call for jobs: to S3, Lambda, EventBridge or Step Functions. */
  jobConnectionMillis: 2_000,
  jobCallMillis: 20_000,

  /** The longest reading of what the console shows, and the part of it for figures, without which it is shown, too. */
  consoleReadingMillis: 20_000,
  consoleFiguresMillis: 5_000,

  /** The longest refresh of the catalog, below the five minutes of its function. */
  refreshMillis: 240_000,
  /** The part of it for AWS's lists. A list that takes longer is left out, so that the others are still written. */
  catalogReadingMillis: 200_000,
  catalogConnectionMillis: 5_000,
  /** The longest call for a page of prices or a list of models. */
  catalogCallMillis: 20_000,
} as const;
