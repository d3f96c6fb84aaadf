import { composeFinalReceipt, type ReceiptSource } from '../core/receipts/compose-receipt';
import type { Router } from './ports';

/** Records a request that ended before it was routed. */
export function recordUnrouted(
  source: ReceiptSource,
  { telemetry, clock }: Pick<Router, 'telemetry' | 'clock'>,
): void {
  const times = { startedAt: clock(), totalMillis: 0, bedrockMillis: 0 };
  telemetry.recordReceipt(composeFinalReceipt(source, { interruption: undefined, times }));
}
