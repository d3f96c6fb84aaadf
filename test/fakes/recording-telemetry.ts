import type { MappingProblem, Ownership, Telemetry } from '../../lambda/app/ports';
import type { FinalReceipt } from '../../lambda/core/receipts/receipt';
import type { Plan } from '../../lambda/core/routing/plan';

/** Keeps what it records, in order. */
export class RecordingTelemetry implements Telemetry {
  readonly plans: { readonly requestId: string; readonly plan: Plan }[] = [];
  readonly receipts: FinalReceipt[] = [];
  readonly mappingProblems: MappingProblem[] = [];
  readonly ownerships: Ownership[] = [];

  recordPlan(requestId: string, plan: Plan): void {
    this.plans.push({ requestId, plan });
  }

  recordReceipt(receipt: FinalReceipt): void {
    this.receipts.push(receipt);
  }

  recordMappingProblem(problem: MappingProblem): void {
    this.mappingProblems.push(problem);
  }

  recordOwnership(ownership: Ownership): void {
    this.ownerships.push(ownership);
  }
}
