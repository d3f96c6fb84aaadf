import type { JournalEntry } from '../../local/bedrock/journal';
import type { DynamoDbCall } from '../../local/dynamo-db/emulator';
import type { BudgetedRound, RoundBudgets } from '../../soak/check-budgets';
import type { LedgerRow } from '../../soak/ledger-row';
import type { SoakAnswer } from '../../soak/send-soak-request';
import type { SoakBudget, SoakCaller } from '../../soak/soak-callers';
import type { SoakRequest } from '../../soak/soak-request';

export const PERIOD = '2026-11';

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

export const CALLER = composeCaller();

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
  const request = composeRequest();
  return { request, status: 200, headers: {}, body: '', isCut: false, millis: 5, ...changes };
}

/** Of a reply that cost 10 × 165 + 4 × 1,375 = 7,150 nano-dollars. */
export const RECEIPT = {
  request_id: 'request-1',
  caller_id: 'scarce0000',
  metadata: { soak: '7' },
  action: 'converse',
  resolved_tier: 'flex',
  usage: { inputTokens: 10, outputTokens: 4 },
  attempts: [{ model_id: 'us.amazon.nova-2-lite-v1:0', tier: 'flex', result: 200 }],
};

export const ENTRY: JournalEntry = {
  sequence: 1,
  time: '2026-11-21T00:00:00.000Z',
  method: 'POST',
  path: '/model/a.b/converse',
  rawHeaders: [],
  headers: {},
  body: Buffer.from(BODY),
  requestedTier: 'flex',
  aborted: false,
};

export function composeRow(
  spent: number,
  committed = spent,
  open: readonly (readonly [string, number])[] = [],
): LedgerRow {
  return { callerId: CALLER.id, period: PERIOD, spent, committed, open: new Map(open) };
}

/** A write after which so much is spent and committed, the difference by one reservation. */
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
    isHeard: true,
  };
}

/** A write that came to nothing. */
export const FAILED: DynamoDbCall = {
  ...composeCall(0, 0),
  failure: 'internal',
  output: undefined,
};

type Changes = Partial<Omit<BudgetedRound, 'budgets'>> & {
  readonly budgets?: Partial<RoundBudgets>;
};

/** One request that was reserved, served and settled, but for some parts. */
export function composeRound({ budgets, ...changes }: Changes = {}): BudgetedRound {
  return {
    callers: [CALLER],
    answers: [composeAnswer()],
    receipts: [RECEIPT],
    entries: [ENTRY],
    ...changes,
    budgets: {
      limits: new Map([[CALLER.id, 0.001]]),
      calls: [composeCall(500, 400_500), composeCall(7_650, 7_650)],
      lines: [],
      before: [composeRow(500)],
      after: [composeRow(7_650)],
      ...budgets,
    },
  };
}
