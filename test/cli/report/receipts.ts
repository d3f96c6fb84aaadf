/** The receipt of one request as a line of the function's log. */
export function composeReceiptLine(differences: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    level: 'INFO',
    message: 'Request served',
    timestamp: '2026-11-21T09:30:00.000Z',
    service: 'bedrock-tier-router',
    request_id: 'request-1',
    caller: 'Claims',
    operation: 'extraction',
    model_id: 'us.amazon.nova-2-lite-v1:0',
    requested_tier: 'flex',
    status: 200,
    usage: { inputTokens: 3, outputTokens: 34, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
    estimated_cost_usd: 0.000047245,
    estimated_savings_usd: 0.000047245,
    charged_usd: 0.000047245,
    latency_ms: 100,
    ...differences,
  });
}

export async function* yieldLines(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
