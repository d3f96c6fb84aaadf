import { HEADERS, SERVICE_TIER_HEADER } from '../../lambda/contract';
import type { ConverseBody } from '../pipeline/converse-body';
import { readConverseJson } from '../pipeline/read-converse-json';

/** The result of one call by a pipeline stage. */
export interface OperationCall {
  readonly operation: string;
  readonly model: string;
  readonly requestedTier: string;
  readonly resolvedTier: string;
  readonly latencyMillis: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** NaN if the model has no price. */
  readonly estimatedCostUsd: number;
  /** The JSON object in the reply. */
  readonly answer: Readonly<Record<string, unknown>>;
}

/** The members of a Converse response, or of an error, that the demo uses. */
interface ConverseReply {
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
  readonly message?: string;
}

/** Calls an operation over HTTP as a pipeline stage would, without naming a model or a tier. */
export async function callOperation(
  routerUrl: string,
  operation: string,
  body: ConverseBody,
): Promise<OperationCall> {
  const startedAt = performance.now();
  const response = await fetch(`${routerUrl}/v1/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const reply: ConverseReply = JSON.parse(await response.text());
  const latencyMillis = performance.now() - startedAt;
  if (!response.ok)
    throw new Error(`${operation} responded with ${response.status}: ${reply.message}`);
  const readHeader = (name: string) => response.headers.get(name) ?? '?';
  return {
    operation,
    model: readHeader(HEADERS.modelId),
    requestedTier: readHeader(HEADERS.requestedTier),
    resolvedTier: readHeader(SERVICE_TIER_HEADER),
    latencyMillis,
    inputTokens: reply.usage.inputTokens,
    outputTokens: reply.usage.outputTokens,
    estimatedCostUsd: Number(readHeader(HEADERS.estimatedCost)),
    answer: readConverseJson(reply),
  };
}
