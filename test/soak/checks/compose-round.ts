import type { JournalEntry } from '../../../local/bedrock/journal';
import type { DynamoDbCall } from '../../../local/dynamo-db/emulator';
import type { FinishedRound, RoundBudgets } from '../../../soak/checks/finished-round';
import type { LedgerRow } from '../../../soak/ledger/row';
import type { SoakBudget, SoakCaller } from '../../../soak/traffic/callers';
import type { SoakRequest } from '../../../soak/traffic/request';
import type { SoakAnswer } from '../../../soak/traffic/send-request';

const PERIOD = '2026-11';

/** A caller with 1,000,000 nano-dollars. */
export function composeCaller(budget: Partial<SoakBudget> = {}): SoakCaller {
  return {
    id: 'scarce0000',
    budget: {
      limitUsd: 0.001,
      isRaised: true,
      whenExceeded: 'reject',
      whenUnavailable: 'reject',
      ...budget,
    },
  };
}

const CALLER = composeCaller();

const BODY =
  '{"messages":[{"role":"user","content":[{"text":"SOAK-7-"}]}],"inferenceConfig":{"maxTokens":100}}';

export function composeRequest(changes: Partial<SoakRequest> = {}): SoakRequest {
  return {
    number: 7,
    sender: { caller: CALLER, headers: {} },
    manner: 'waits',
    method: 'POST',
    path: '/v1/work',
    headers: {},
    body: BODY,
    isMarkedInAnswer: true,
    isTooLarge: false,
    ...changes,
  };
}

export function composeAnswer(changes: Partial<SoakAnswer> = {}): SoakAnswer {
  return {
    request: composeRequest(),
    status: 200,
    headers: { 'x-amzn-requestid': 'bedrock-1' },
    body: '{"text":"SOAK-7-"}',
    isCut: false,
    millis: 40,
    ...changes,
  };
}

/** A reply that cost 10 × 165 + 4 × 1,375 = 7,150 nano-dollars. */
export const RECEIPT = {
  request_id: 'request-1',
  caller_id: 'scarce0000',
  metadata: { soak: '7' },
  action: 'converse',
  operation: 'work',
  variant: 'mapping',
  status: 200,
  requested_tier: 'flex',
  resolved_tier: 'flex',
  usage: { inputTokens: 10, outputTokens: 4, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
  bedrock_request_id: 'bedrock-1',
  attempts: [{ model_id: 'us.amazon.nova-2-lite-v1:0', tier: 'flex', result: 200 }],
  estimated_cost_usd: 0.00000715,
  latency_ms: 5,
};

export const METRICS = {
  Operation: 'work',
  Invocations: 1,
  InputTokenCount: 10,
  OutputTokenCount: 4,
  EstimatedCost: 0.00000715,
};

export const ENTRY: JournalEntry = {
  sequence: 1,
  time: '2026-11-21T00:00:00.000Z',
  method: 'POST',
  path: '/model/a.b/converse',
  rawHeaders: [],
  headers: {},
  body: Buffer.from(BODY),
  requestId: 'bedrock-1',
  status: 200,
  requestedTier: 'flex',
  resolvedTier: 'flex',
  usage: { inputTokens: 10, outputTokens: 4, totalTokens: 14 },
  aborted: false,
};

export function composeRow(
  spent: number,
  committed = spent,
  open: readonly (readonly [string, number])[] = [],
): LedgerRow {
  return { callerId: CALLER.id, period: PERIOD, spent, committed, open: new Map(open) };
}

/** A write and the account after it. The difference of the amounts is one reservation. */
export function composeCall(spent: number, committed: number): DynamoDbCall {
  const reserved = committed - spent;
  return {
    operation: 'UpdateItem',
    input: { Key: { caller: { S: CALLER.id }, period: { S: PERIOD } } },
    failure: undefined,
    output: {
      Attributes: {
        caller: { S: CALLER.id },
        period: { S: PERIOD },
        spent: { N: String(spent) },
        committed: { N: String(committed) },
        ...(reserved === 0 ? {} : { 'o#1795246200#a': { N: String(reserved) } }),
      },
    },
    isReceived: true,
  };
}

/** A write that changed nothing. */
export const FAILED: DynamoDbCall = {
  ...composeCall(0, 0),
  failure: 'internal',
  output: undefined,
};

type Changes = Partial<Omit<FinishedRound, 'budgets'>> & {
  readonly budgets?: Partial<RoundBudgets>;
};

/** One request that was reserved, served and settled, except for the changes. */
export function composeRound({ budgets, ...changes }: Changes = {}): FinishedRound {
  return {
    callers: [CALLER],
    answers: [composeAnswer()],
    receipts: [RECEIPT],
    metrics: [METRICS],
    entries: [ENTRY],
    ...changes,
    budgets: {
      limits: new Map([[CALLER.id, 0.001]]),
      calls: [composeCall(500, 400_500), composeCall(7_650, 7_650)],
      lines: [],
      before: [composeRow(500)],
      after: [composeRow(7_650)],
      wasStalled: false,
      ...budgets,
    },
  };
}
