import { parseArgs } from 'node:util';
import { App } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { ReadyMadeStack } from '../../bin/ready-made-stack';
import { findPage, listBlocks } from './pages';
import { readCommands, splitWords } from './shell-commands';

const CONTEXT_OPTION = { context: { type: 'string', short: 'c', multiple: true } } as const;

/** No account runs them, but the stack that they would deploy can be made. */
const DEPLOY_COMMANDS = listBlocks('sh')
  .flatMap(({ text }) => readCommands(text))
  .map(({ text }) => text)
  .filter((text) => text.startsWith('npx cdk deploy'));

/** The file that docs/deployment.md calls `router.json`. */
const CONFIG_FILE = findPage('docs/deployment.md').blocks.find(
  ({ language }) => language === 'json',
);

function readContext(command: string): Readonly<Record<string, string>> {
  const args = [...splitWords(command, {})];
  const { values } = parseArgs({ args, options: CONTEXT_OPTION, allowPositionals: true });
  const pairs = values.context?.map((pair) => pair.replace('router.json', CONFIG_FILE?.text ?? ''));
  return Object.fromEntries(pairs?.map((pair) => pair.split(/=(.*)/s).slice(0, 2)) ?? []);
}

it.each(DEPLOY_COMMANDS)('%s has a context that the stack takes', (command) => {
  const context = { ...readContext(command), 'aws:cdk:bundling-stacks': [] };
  expect(() => new ReadyMadeStack(new App({ context }), 'BedrockTierRouter')).not.toThrow();
});
