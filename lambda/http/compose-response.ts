import { REQUEST_ID_HEADER } from '../contract';
import type { Outcome } from '../core/receipts/outcome';
import type { Receipt } from '../core/receipts/receipt';
import { composeBugError, composeError } from './errors/compose-error';
import { composeRetryAdvice } from './errors/compose-retry-advice';
import type { ErrorShape } from './errors/find-error-shape';
import type { RouterResponse } from './router-response';
import { writeReceiptHeaders } from './write-receipt-headers';

/**
 * Turns an outcome into a response: Bedrock's reply as it is, with the receipt in additional headers.
 *
 * @param errorShape that of the endpoint
 */
export function composeResponse(
  outcome: Outcome,
  receipt: Receipt,
  errorShape: ErrorShape = 'aws',
): RouterResponse {
  const { status, headers, body } = composeAnswer(outcome, receipt.requestId, errorShape);
  return {
    status,
    headers: {
      ...headers,
      ...(errorShape === 'openai' ? { [REQUEST_ID_HEADER]: receipt.requestId } : {}),
      ...composeRetryAdvice(status, outcome),
      ...writeReceiptHeaders(receipt),
    },
    body,
  };
}

function composeAnswer(
  outcome: Outcome,
  requestId: string,
  errorShape: ErrorShape,
): RouterResponse {
  switch (outcome.kind) {
    case 'reply':
      return {
        status: outcome.reply.status,
        headers: pickBedrockHeaders(outcome.reply.headers),
        body: outcome.reply.body,
      };
    case 'refused':
      return composeError(outcome.error, errorShape);
    case 'bug':
      return composeBugError(requestId, errorShape);
    default:
      return outcome satisfies never;
  }
}

/** Leaves out headers that only concern the connection to Bedrock. */
function pickBedrockHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const passed = Object.entries(headers).filter(
    ([name]) =>
      name === 'content-type' || name === 'content-encoding' || name.startsWith('x-amzn-'),
  );
  return Object.fromEntries(passed);
}
