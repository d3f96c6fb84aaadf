import type { JsonObject } from '../../../lambda/core/json/json-object';
import { chooseDialect } from '../dialects/choose-dialect';
import type { Exchange } from '../exchange';
import { frameEventStream } from '../failures/stream-form';
import type { ReceivedRequest } from '../journal';
import { OPENAI_PATH } from '../openai/api';
import { readOpenaiCall } from '../openai/read-openai-call';
import { type BedrockOperation, isInvoke, parseTarget } from '../operation';
import { LATENCY_HEADER } from '../wire/invocation-metrics';
import { readString, readStructure } from '../wire/json-members';
import { checkCapabilities } from './check-capabilities';
import { checkConverseMembers } from './check-converse-members';
import { checkProject } from './check-project';
import { checkRequestMetadata } from './check-request-metadata';
import { countMostTokens } from './count-most-tokens';
import { readCountTokensPrompt } from './count-tokens-prompt';
import { type ModelReference, requireCountedModel, resolveModel } from './model-reference';
import { parseBody } from './receive-request';
import { checkTier, readRequestedTier, refuseUltrafast } from './requested-tier';
import type { CallServices, PromptToComplete, PromptToCount, ValidCall } from './valid-call';

/**
 * Reads and checks a call, and records it in the journal even if it is refused.
 *
 * @throws BedrockError
 */
export function readCall(
  exchange: Exchange,
  received: ReceivedRequest,
  services: CallServices,
): ValidCall {
  const read = received.path.startsWith(OPENAI_PATH) ? readOpenaiCall : readModelCall;
  return read(exchange, received, services);
}

/** Reads a call of Bedrock's own operations. */
function readModelCall(
  exchange: Exchange,
  received: ReceivedRequest,
  { random, servesUnlistedTiers }: CallServices,
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
  refuseUltrafast(requestedTier);
  const tier = checkTier(model, requestedTier, servesUnlistedTiers);
  const bodyLength = received.body.length;
  const prompt = readPrompt({ operation: target.operation, received, body }, model, random);
  const mostTokens = countMostTokens(target.modelId, prompt.prompt);
  return { ...target, tier, bodyLength, mostTokens, ...prompt };
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
  random: () => number,
): PromptToCount | PromptToComplete {
  const { operation, body } = request;
  if (operation === 'CountTokens') {
    return { purpose: 'count', prompt: readCountTokensPrompt(model, body) };
  }
  const dialect = chooseDialect(operation, model, body);
  return {
    purpose: 'complete',
    prompt: dialect.readPrompt(body),
    writer: dialect,
    framing: frameEventStream(random),
    latencyMode: readLatencyMode(request),
  };
}

function readLatencyMode({ operation, received, body }: ParsedRequest): string | undefined {
  if (isInvoke(operation)) return received.headers[LATENCY_HEADER];
  return readString(readStructure(body['performanceConfig'])?.['latency']);
}
