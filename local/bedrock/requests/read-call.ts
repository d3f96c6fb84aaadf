import { BUILT_IN_CATALOG, findModel } from '../../../lambda/core/catalog/catalog';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import { chooseDialect } from '../dialects/choose-dialect';
import type { Exchange } from '../exchange';
import type { Call } from '../failures/failure-plan';
import type { ReceivedRequest } from '../journal';
import { type BedrockOperation, isInvoke, parseTarget } from '../operation';
import type { Dialect } from '../wire/completion';
import { LATENCY_HEADER } from '../wire/invocation-metrics';
import { readString, readStructure } from '../wire/json-members';
import type { Prompt } from '../wire/prompt';
import { countPromptTokens } from '../wire/token-usage';
import { checkCapabilities } from './check-capabilities';
import { checkConverseMembers } from './check-converse-members';
import { checkProject } from './check-project';
import { checkRequestMetadata } from './check-request-metadata';
import { readCountTokensPrompt } from './count-tokens-prompt';
import { type ModelReference, requireCountedModel, resolveModel } from './model-reference';
import { parseBody } from './receive-request';
import { checkTier, readRequestedTier } from './requested-tier';

/** A call that Bedrock would serve. */
export type ValidCall = Call & (PromptToCount | PromptToComplete);

export interface PromptToCount {
  readonly purpose: 'count';
  readonly prompt: Prompt;
}

export interface PromptToComplete {
  readonly purpose: 'complete';
  readonly prompt: Prompt;
  readonly dialect: Dialect;
  /** `standard` or `optimized`; undefined if the request names none. */
  readonly latencyMode: string | undefined;
}

/**
 * Reads and checks a call, and records it in the journal even if it is refused.
 *
 * @throws BedrockError
 */
export function readCall(
  exchange: Exchange,
  received: ReceivedRequest,
  servesUnlistedTiers: boolean,
): ValidCall {
  const target = parseTarget(received.method, received.path);
  exchange.note(target);
  const body = parseBody(target.operation, received.body);
  if (!isInvoke(target.operation)) checkRequestMetadata(body);
  if (isConverse(target.operation)) checkConverseMembers(body);
  const requestedTier = readRequestedTier(target.operation, received, body);
  if (requestedTier !== undefined) exchange.note({ requestedTier });
  const model = resolveModel(target.modelId);
  if (target.operation === 'CountTokens') requireCountedModel(target.modelId);
  if (isConverse(target.operation)) checkCapabilities(body, target.modelId);
  checkProject({ operation: target.operation, received, body }, model);
  const tier = checkTier(model, requestedTier, servesUnlistedTiers);
  const bodyLength = received.body.length;
  const prompt = readPrompt({ operation: target.operation, received, body }, model);
  const mostTokens = countMostTokens(target.modelId, prompt.prompt);
  return { ...target, tier, bodyLength, mostTokens, ...prompt };
}

/** What a request reserves of a quota: a prompt without a limit reserves the longest reply of its model. */
function countMostTokens(modelId: string, { parts, maxTokens }: Prompt): number {
  const longest = findModel(BUILT_IN_CATALOG, modelId)?.outputTokens ?? 0;
  return countPromptTokens(parts) + (maxTokens ?? longest);
}

function isConverse(operation: BedrockOperation): boolean {
  return operation === 'Converse' || operation === 'ConverseStream';
}

interface ParsedRequest {
  readonly operation: BedrockOperation;
  readonly received: ReceivedRequest;
  readonly body: JsonObject;
}

function readPrompt(
  request: ParsedRequest,
  model: ModelReference,
): PromptToCount | PromptToComplete {
  const { operation, body } = request;
  if (operation === 'CountTokens') {
    return { purpose: 'count', prompt: readCountTokensPrompt(model, body) };
  }
  const dialect = chooseDialect(operation, model, body);
  const latencyMode = readLatencyMode(request);
  return { purpose: 'complete', prompt: dialect.readPrompt(body), dialect, latencyMode };
}

function readLatencyMode({ operation, received, body }: ParsedRequest): string | undefined {
  if (isInvoke(operation)) return received.headers[LATENCY_HEADER];
  return readString(readStructure(body['performanceConfig'])?.['latency']);
}
