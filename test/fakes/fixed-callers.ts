import type { CallerSource } from '../../lambda/app/ports';
import { type CallerPolicies, requireCaller } from '../../lambda/core/callers/caller-policies';
import type { Caller, CallerPolicy } from '../../lambda/core/callers/caller-policy';

/** Callers that nothing changes. */
export class FixedCallers implements CallerSource {
  readonly #policies: CallerPolicies;

  /** @param policies API key's ID → policy */
  constructor(policies: Readonly<Record<string, CallerPolicy>>) {
    this.#policies = new Map(Object.entries(policies));
  }

  async find(callerId: string | undefined): Promise<Caller> {
    return requireCaller(this.#policies, callerId);
  }

  async settled(): Promise<void> {}
}
