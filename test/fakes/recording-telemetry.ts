import type { MappingProblem, RequestRecord, Telemetry } from '../../lambda/app/ports';
import type { Target } from '../../lambda/core/routing/target';

/** Keeps what it is told, in order. */
export class RecordingTelemetry implements Telemetry {
  readonly targets: { readonly requestId: string; readonly target: Target }[] = [];
  readonly requests: RequestRecord[] = [];
  readonly mappingProblems: MappingProblem[] = [];

  recordTarget(requestId: string, target: Target): void {
    this.targets.push({ requestId, target });
  }

  recordRequest(record: RequestRecord): void {
    this.requests.push(record);
  }

  recordMappingProblem(problem: MappingProblem): void {
    this.mappingProblems.push(problem);
  }
}
