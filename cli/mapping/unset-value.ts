import { findValue, type ValueName } from '../../lambda/core/operator/operator-view';
import { describeRouter } from '../documents/describe';
import type { ChangeDocument } from '../documents/mapping';
import type { Answer } from '../output/answer';
import { limitReading, openRouter } from '../router/open-router';
import type { ChangeOptions } from '../router/router-options';
import { answerChange, describeFound } from './format-change';

/** Deletes an override. The deploy's value is in force again; without one, the entry is gone. */
export async function unsetValue(options: ChangeOptions, name: ValueName): Promise<Answer> {
  const router = await openRouter(options);
  const value = findValue(await router.readView(), name);
  const planned: ChangeDocument = {
    router: describeRouter(router),
    section: name.section,
    entry: name.entry,
    outcome: 'dry-run',
    before: value?.override?.value,
    after: value?.deploy?.value,
    doubts:
      value?.deploy === undefined && value?.override !== undefined ? [describeLoss(name)] : [],
  };
  if (value?.override === undefined) {
    return answerChange(router, { ...planned, before: planned.after, outcome: 'absent' });
  }
  if (options.dryRun === true) return answerChange(router, planned);
  const { version: seenVersion, value: seenValue } = value.override;
  const seen = { seenVersion, seenValue };
  const outcome = await router.parameters.remove({ ...name, ...seen }, limitReading());
  if (outcome.kind === 'removed') {
    const found = describeFound(outcome.replacedBy);
    return answerChange(router, { ...planned, outcome: 'removed', found });
  }
  const found = outcome.kind === 'conflict' ? describeFound(outcome.found) : undefined;
  return answerChange(router, { ...planned, outcome: outcome.kind, found });
}

function describeLoss({ section, entry }: ValueName) {
  const text =
    section === 'operations'
      ? `the deploy has no operation "${entry}", so its requests are refused from then on`
      : 'the deploy has no value in its place';
  return { kind: 'not-deployed', text };
}
