import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { LOCAL_STACK_ID } from '../../local/deployment/emulator';
import { type LocalRouter, startLocalRouter } from '../../local/local-router';
import { writeOwner } from '../../local/write-parameters';
import { until } from '../router/support';
import { findPage, listBlocks, PAGES, ROOT } from './pages';
import { runCommand, type Variables } from './run-command';
import { RUN_ELSEWHERE } from './run-elsewhere';
import { readCommands } from './shell-commands';

const KEY = 'docsClaims0123456789012345678901234567890';
const KEY_ID = 'claims0000';

const ELSEWHERE = new Set(RUN_ELSEWHERE.map(([command]) => command));

/** The commands of a page, or of one section, that are to be run here, in their order. */
function listRunnable(path: string, section?: string): readonly string[] {
  return findPage(path)
    .blocks.filter(({ language }) => language === 'sh')
    .filter(({ heading }) => section === undefined || heading === section)
    .flatMap(({ text }) => readCommands(text))
    .filter(({ text, reason }) => reason === undefined && !ELSEWHERE.has(text))
    .map(({ text }) => text);
}

/** Whether a page is about callers with keys. */
function usesKeys(path: string): boolean {
  return listRunnable(path).some((command) =>
    /curl .*\$KEY|\$KEY_ID|\/_local\/api-keys/.test(command),
  );
}

const RUNNABLE_PAGES = PAGES.map(({ path }) => path).filter(
  (path) => listRunnable(path).length > 0,
);

/** Runs commands in their order, as a reader would. Returns the last response to a request of an operation. */
async function runAll(
  commands: readonly string[],
  router: LocalRouter,
): Promise<Response | undefined> {
  const { url: ROUTER, aws } = router;
  const variables: Variables = { ROUTER, AWS: aws.url, AWS_ENDPOINT_URL: aws.url, KEY, KEY_ID };
  let called: Response | undefined;
  for (const command of commands) {
    const response = await runCommand(command, variables);
    const success = command.includes('/_local/api-keys') ? 201 : 200;
    if (response !== undefined) expect(response.status, command).toBe(success);
    if (response?.headers.has('x-router-operation')) called = response;
    if (command.includes('put-parameter')) await untilInForce(router);
  }
  return called;
}

function deleteOverrides({ aws }: LocalRouter): void {
  const { parameters } = aws.parameterStore;
  const overrides = parameters.listBelow('/bedrock-tier-router/overrides', 'all levels');
  for (const { name } of overrides) parameters.delete(name);
}

/** Until the router has read what Parameter Store holds. */
async function untilInForce({ url, aws }: LocalRouter): Promise<void> {
  const { parameters } = aws.parameterStore;
  await until(async () => {
    const response = await fetch(`${url}/v1/operations`, { headers: { 'x-api-key': KEY } });
    const { operations }: { operations: { operation: string; mappingVersion: string }[] } =
      JSON.parse(await response.text());
    return operations.every(({ operation, mappingVersion }) => {
      const own = parameters.find(`/bedrock-tier-router/overrides/operations/${operation}`);
      if (own !== undefined) return mappingVersion === `override-${own.version}`;
      const deployed = parameters.find(`/bedrock-tier-router/operations/${operation}`);
      return mappingVersion === String(deployed?.version);
    });
  });
}

describe('the commands', () => {
  let open: LocalRouter;
  let keyed: LocalRouter;

  const aws = { latencyScale: 0 };
  const settings = { mappingMaxAgeSeconds: 0 };

  beforeAll(async () => {
    const callers = [{ apiKey: { id: KEY_ID, value: KEY }, policy: { name: 'claims' } }];
    [open, keyed] = await Promise.all([
      startLocalRouter({ aws, settings }),
      startLocalRouter({ aws, callers, settings: { ...settings, authorization: 'keys' } }),
    ]);
    writeOwner(open.aws.parameterStore.parameters, LOCAL_STACK_ID);
  });
  afterAll(() => Promise.all([open.close(), keyed.close()]));

  it.each(RUNNABLE_PAGES)('of %s run against the local router', async (path) => {
    const router = usesKeys(path) ? keyed : open;
    // Readers begin with a page of their choice, and another page may have limited the caller or changed a route.
    deleteOverrides(router);
    await runAll(listRunnable(path), router);
  });

  it('of "Watch a recovery" alone show the receipt that the README begins with, in a new router', async () => {
    const fresh = await startLocalRouter({ aws, settings });
    onTestFinished(() => fresh.close());
    const commands = listRunnable('docs/recovery.md', 'Watch a recovery');
    const response = await runAll(commands, fresh);
    const [receipt] = findPage('README.md').blocks;
    const shown = [...(receipt?.text ?? '').matchAll(/^([\w-]+): /gm)].map(([, name]) => name);
    expect([...(response?.headers.keys() ?? [])]).toEqual(expect.arrayContaining(shown));
    expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
      'x-router-operation': 'extraction',
      'x-router-requested-tier': 'flex',
      'x-amzn-bedrock-service-tier': 'default',
      'x-router-tier-fallback': 'capacity',
      'x-router-estimated-cost-usd': '0.00010164',
      'x-router-attempts': expect.stringMatching(
        /^(us\.amazon\.nova-2-lite-v1:0:flex=503;\d+ms,){2}us\.amazon\.nova-2-lite-v1:0=200;\d+ms$/,
      ),
    });
  });

  it('that run elsewhere are run by the tests that the table names', () => {
    const faults = RUN_ELSEWHERE.filter(([, file, words]) => {
      return !readFileSync(join(ROOT, file), 'utf8').includes(words);
    });
    expect(faults).toEqual([]);
  });

  it('that run elsewhere are still in the docs', () => {
    const known = listBlocks('sh').flatMap(({ text }) =>
      readCommands(text).map((each) => each.text),
    );
    expect(RUN_ELSEWHERE.filter(([command]) => !known.includes(command))).toEqual([]);
  });
});
