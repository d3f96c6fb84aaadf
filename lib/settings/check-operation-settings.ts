import { Token } from 'aws-cdk-lib';
import { DIRECT_OPERATION } from '../../lambda/contract';
import { parseSettings } from '../../lambda/core/settings/operation/settings-section';
import { isKnown } from '../cdk/is-known';
import type { RouterFunctionOptions } from '../functions/router-function-options';
import { type Operations, requireOperationName } from '../mapping/operations';
import { ALL_SERVICE_TIERS } from '../mapping/service-tier';
import type { TieredModel } from '../mapping/tiered-model';
import type { OperationSettings } from './operation-settings';

/** Operation → settings, with `direct` for calls that name a model. */
export type SettingsByOperation = Readonly<{ [operation: string]: OperationSettings }>;

/** Parameter Store's limit for the value of a standard parameter. */
const MAX_BYTES = 4096;

/** Checks settings with the function's own parser, and against what the deployment allows. */
export function checkOperationSettings(
  settings: SettingsByOperation,
  {
    guardrails = [],
    connections = {},
    replyCache,
  }: Pick<RouterFunctionOptions, 'guardrails' | 'connections' | 'replyCache'> = {},
): void {
  // Models and tiers are checked apart, with models that are known only at deployment.
  const bounds = {
    models: 'any',
    tiers: ALL_SERVICE_TIERS,
    connections: Object.keys(connections),
    hasReplyCache: replyCache !== undefined,
  } as const;
  for (const [operation, { _value: value }] of Object.entries(settings)) {
    if (operation !== DIRECT_OPERATION) requireOperationName(operation);
    const name = `the settings of the operation "${operation}"`;
    const text = hideTokens(JSON.stringify(value));
    const parsed = parseSettings(text, { operation, bounds });
    if (parsed.kind === 'rejected') throw new Error(`${name} are not valid: ${parsed.problem}`);
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_BYTES) {
      throw new Error(`${name} have ${bytes} bytes, but a parameter has at most ${MAX_BYTES}`);
    }
    const { guardrail } = parsed.value;
    if (guardrail !== undefined) requireGuardrail(name, guardrail.id, guardrails);
  }
}

/** The models of each operation: those of its route, and those of its settings. */
export function addSettingsModels(
  operations: Operations,
  settings: SettingsByOperation,
): Operations {
  const added = Object.entries(settings).map(([operation, each]) => {
    const route = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    return [operation, leaveOutRepeated([...(route ?? []), ...each._listModels()])] as const;
  });
  return { ...operations, ...Object.fromEntries(added) };
}

function leaveOutRepeated(models: readonly TieredModel[]): readonly TieredModel[] {
  return [...new Map(models.map((model) => [String(model), model])).values()];
}

/** Writes `1` in place of each token, because a model, the ID of a guardrail and the number of its version may be that. */
function hideTokens(text: string): string {
  return Token.isUnresolved(text) ? text.replaceAll(/\$\{Token\[[^\]]*\]\}/g, '1') : text;
}

function requireGuardrail(name: string, id: string, guardrails: readonly string[]): void {
  const isAllowed = guardrails.some(
    (each) => !isKnown(each) || each === id || each.endsWith(`/${id}`) || id.endsWith(`/${each}`),
  );
  if (isAllowed) return;
  throw new Error(
    `${name} name the guardrail "${id}", which is not in guardrails: ${guardrails.join(', ') || 'none'}`,
  );
}
