import { isJsonObject } from '../../../lambda/core/json/json-object';
import type { JournalEntry } from '../../../local/bedrock/journal';
import { measureChatText } from './chat-text';
import {
  boundCall,
  boundOutput,
  type CalledModel,
  priceTokens,
  roundUp,
  type Tokens,
} from './price-table';
import type { Answer } from './send-request';
import type { Asked } from './traffic';

/** What a request must cost, by what Bedrock's journal has. */
export interface Expected {
  /** In attodollars, of a reply whose usage and price are known. */
  readonly cost: bigint | undefined;
  /** The same on the default tier. */
  readonly costOnDefault: bigint | undefined;
  readonly costStatus: 'unpriced' | 'unknown-usage' | undefined;
  /** In nanodollars; undefined if a part has no price. */
  readonly charge: bigint | undefined;
  /** Calls without a reply. */
  readonly lost: number;
  /** Of the reply whose usage is known. */
  readonly tokens: Tokens | undefined;
  /** Those of the output tokens that are reasoning. */
  readonly reasoningTokens: number | undefined;
  /** What the emulator did to the last call. */
  readonly failure: JournalEntry['failure'];
}

interface Answered {
  readonly asked: Asked;
  readonly answer: Answer;
  readonly region: string;
}

const NOTHING: Expected = {
  cost: undefined,
  costOnDefault: undefined,
  costStatus: undefined,
  charge: 0n,
  lost: 0,
  tokens: undefined,
  reasoningTokens: undefined,
  failure: undefined,
};

/** @param entries the request's calls, in order */
export function expectRequest(answered: Answered, entries: readonly JournalEntry[]): Expected {
  let expected = NOTHING;
  for (const entry of entries) {
    const part = expectCall(answered, entry);
    expected = {
      ...part,
      failure: entry.failure,
      lost: expected.lost + part.lost,
      charge:
        expected.charge === undefined || part.charge === undefined
          ? undefined
          : expected.charge + part.charge,
    };
  }
  return expected;
}

function expectCall({ asked, answer, region }: Answered, entry: JournalEntry): Expected {
  if (entry.operation === 'CountTokens') return NOTHING;
  const { modelId = '', requestedTier = 'default', resolvedTier = requestedTier } = entry;
  const called = { region, modelId, tier: requestedTier };
  const bound = isOptimized(entry) ? undefined : boundCall(called, asked.body, asked.limit);
  if (isLost(entry)) return { ...NOTHING, charge: bound, lost: 1 };
  if (entry.status !== 200) return NOTHING;
  const served = { ...called, tier: resolvedTier };
  if (hasBrokenOff(entry)) {
    const charge = chargeBroken(asked, entry, served) ?? bound;
    return { ...NOTHING, costStatus: 'unknown-usage', charge };
  }
  if (keepsUsage(entry)) {
    const charge = chargeText(asked, served, measureChatText(answer.body));
    return { ...NOTHING, costStatus: 'unknown-usage', charge };
  }
  const tokens = readTokens(entry);
  const reasoningTokens = entry.usage?.reasoningTokens;
  const cost = isOptimized(entry) ? undefined : priceTokens(served, tokens);
  if (cost === undefined)
    return { ...NOTHING, costStatus: 'unpriced', charge: bound, tokens, reasoningTokens };
  const costOnDefault = priceTokens({ ...served, tier: 'default' }, tokens);
  return { ...NOTHING, cost, costOnDefault, charge: roundUp(cost), tokens, reasoningTokens };
}

function isStream({ operation }: JournalEntry): boolean {
  return operation === 'InvokeModelWithResponseStream' || operation?.endsWith('Stream') === true;
}

/** Chat Completions report the usage of a stream only if the request asks for it, and a failure leaves it out alone. */
function keepsUsage({ operation, body, failure }: JournalEntry): boolean {
  const isAsked = body.includes('"include_usage":true') && failure !== 'stream-form';
  return operation === 'ChatCompletionsStream' && !isAsked;
}

/** Nothing arrived, or a part of a reply that is only of use as a whole. */
function isLost(entry: JournalEntry): boolean {
  if (entry.status === 408 || entry.failure === 'hang') return true;
  return entry.failure === 'cut' && !(isStream(entry) && entry.status === 200);
}

/** The stream began, and did not reach its usage. */
function hasBrokenOff({ operation, failure, aborted }: JournalEntry): boolean {
  const lacksUsage = failure === 'stream-form' && operation !== 'ChatCompletionsStream';
  return failure === 'cut' || failure === 'stream-error' || lacksUsage || aborted;
}

/** The emulator cuts a stream behind its first piece. */
const FIRST_PIECE_BYTES = 20;

/**
 * The first events of Anthropic and Llama report the prompt and one token of the reply; Llama's event has the first piece,
 * too. Each byte of other pieces counts as a token. The other formats report their usage at the end.
 */
function chargeBroken(asked: Asked, entry: JournalEntry, served: CalledModel): bigint | undefined {
  const { body, limit } = asked;
  if (entry.operation === 'ChatCompletionsStream') {
    const { outputTokens = 0, reasoningTokens = 0 } = entry.usage ?? {};
    const piece = Math.min(FIRST_PIECE_BYTES, 4 * (outputTokens - reasoningTokens));
    return chargeText(asked, served, entry.aborted ? Number.POSITIVE_INFINITY : piece);
  }
  const isLlama = body.startsWith('{"prompt"');
  const reportsPrompt = isLlama || body.startsWith('{"anthropic_version"');
  if (!reportsPrompt || entry.operation !== 'InvokeModelWithResponseStream') return undefined;
  const longest = boundOutput(served, limit);
  const passed = isLlama ? 1 : Math.min(1 + FIRST_PIECE_BYTES, longest);
  const [input, , ...cached] = readTokens(entry);
  // Clients leave after as many bytes as the reply can have tokens.
  const cost = priceTokens(served, [input, entry.aborted ? longest : passed, ...cached]);
  return cost === undefined ? undefined : roundUp(cost);
}

/** Chat Completions report nothing before their end: the prompt is bounded, and each byte of text counts as a token. */
function chargeText({ body, limit }: Asked, served: CalledModel, bytes: number) {
  return boundCall(served, body, Math.min(bytes, boundOutput(served, limit)));
}

function isOptimized({ body }: JournalEntry): boolean {
  return body.includes('"latency":"optimized"');
}

/** As the emulator counted them, which shares nothing with how the router reads them. */
function readTokens({ usage, modelId }: JournalEntry): Tokens {
  if (usage === undefined) throw new Error(`the journal has no usage of ${modelId}`);
  const { inputTokens, outputTokens, cacheDetails = [] } = usage;
  const { cacheReadInputTokens = 0, cacheWriteInputTokens = 0 } = usage;
  const forHour = cacheDetails.find(({ ttl }) => ttl === '1h')?.inputTokens ?? 0;
  return [
    inputTokens,
    outputTokens,
    cacheReadInputTokens,
    cacheWriteInputTokens - forHour,
    forHour,
  ];
}

/** The number of the request that a call belongs to. */
export function readNumber({ headers, body, operation }: JournalEntry): number | undefined {
  const header = headers['x-amzn-bedrock-request-metadata'];
  if (operation === 'CountTokens') return undefined;
  const { requestMetadata, metadata: own } = JSON.parse(body.toString());
  const metadata = header ?? JSON.stringify(requestMetadata ?? own ?? {});
  const pairs: unknown = JSON.parse(metadata);
  return isJsonObject(pairs) && pairs['number'] !== undefined ? Number(pairs['number']) : undefined;
}
