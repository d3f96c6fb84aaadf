import type { MappingProblem, Telemetry } from '../../lambda/app/ports';
import type { FinalReceipt } from '../../lambda/core/receipts/receipt';
import type { Target } from '../../lambda/core/routing/target';

/** Keeps what it records, in order. */
export class RecordingTelemetry implements Telemetry {
  readonly targets: { readonly requestId: string; readonly target: Target }[] = [];
  readonly receipts: FinalReceipt[] = [];
  readonly mappingProblems: MappingProblem[] = [];

  recordTarget(requestId: string, target: Target): void {
    this.targets.push({ requestId, target });
  }

  recordReceipt(receipt: FinalReceipt): void {
    this.receipts.push(receipt);
  }

  recordMappingProblem(problem: MappingProblem): void {
    this.mappingProblems.push(problem);
  }
}
