import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatedAccount } from './emulated-account';

const LONGEST_CHANGE_MILLIS = 120_000;

export interface Template {
  readonly Resources: Readonly<Record<string, object>>;
}

export interface StackChange {
  /** The name of an existing stack updates it. */
  readonly stack: string;
  readonly template: Template;
  readonly isNew?: boolean;
}

/** Creates or updates a stack by CloudFormation's API, and returns how that ended and why resources failed. */
export async function changeStack(
  { aws }: EmulatedAccount,
  { stack, template, isNew = false }: StackChange,
): Promise<{ readonly status: string; readonly failures: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'stack-change-'));
  const file = join(folder, 'template.json');
  const named = ['--stack-name', stack];
  try {
    writeFileSync(file, JSON.stringify(template));
    const words = [...named, '--template-body', `file://${file}`];
    const capabilities = ['--capabilities', 'CAPABILITY_NAMED_IAM'];
    await aws('cloudformation', isNew ? 'create-stack' : 'update-stack', ...words, ...capabilities);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const giveUpAt = Date.now() + LONGEST_CHANGE_MILLIS;
  for (;;) {
    const { Stacks } = await aws<{ Stacks: [{ StackStatus: string }] }>(
      ...['cloudformation', 'describe-stacks', ...named],
    );
    const status = Stacks[0].StackStatus;
    if (!status.endsWith('_IN_PROGRESS'))
      return { status, failures: await listFailures(aws, named) };
    if (Date.now() > giveUpAt) throw new Error(`${stack} is still ${status}`);
  }
}

async function listFailures(
  aws: EmulatedAccount['aws'],
  named: readonly string[],
): Promise<readonly string[]> {
  const { StackEvents } = await aws<{
    StackEvents: { ResourceStatus: string; ResourceStatusReason?: string }[];
  }>('cloudformation', 'describe-stack-events', ...named);
  return StackEvents.filter(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED')).map(
    ({ ResourceStatusReason = '' }) => ResourceStatusReason,
  );
}

/** The template of a stack, as it is in the account. */
export async function fetchTemplate({ aws }: EmulatedAccount, stack: string): Promise<Template> {
  const words = ['cloudformation', 'get-template', '--stack-name', stack];
  return (await aws<{ TemplateBody: Template }>(...words)).TemplateBody;
}

/** The template with other properties in one of its resources. */
export function changeProperties(
  template: Template,
  logicalId: string,
  properties: object,
): Template {
  const resource: { Properties?: object } = template.Resources[logicalId] ?? {};
  const Properties = { ...resource.Properties, ...properties };
  return {
    ...template,
    Resources: { ...template.Resources, [logicalId]: { ...resource, Properties } },
  };
}
