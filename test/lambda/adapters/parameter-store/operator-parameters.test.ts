import { SSMClient } from '@aws-sdk/client-ssm';
import { expect, it, onTestFinished } from 'vitest';
import { SsmOperatorParameters } from '../../../../lambda/adapters/parameter-store/operator-parameters';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { serveOnLoopback } from '../../../../local/loopback-server';
import { ParameterStoreEmulator } from '../../../../local/parameter-store/emulator';

const PREFIX = '/bedrock-tier-router';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const EXTRACTION = { section: 'operations', entry: 'extraction' } as const;
const DEPLOYED = `${PREFIX}/operations/extraction`;
const OVERRIDE = `${PREFIX}/overrides/operations/extraction`;
const USER = 'arn:aws:iam::111122223333:user/local';
const NOON = '2026-11-28T12:00:00.000Z';

const signal = new AbortController().signal;

async function start() {
  const emulator = new ParameterStoreEmulator({ clock: () => new Date(NOON) });
  const server = await serveOnLoopback(emulator.listener);
  onTestFinished(() => server.close());
  const store = emulator.parameters;
  const client = new SSMClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  const write = (value: string, name = OVERRIDE) =>
    store.put({ name, type: 'StringList', value, overwrite: true });
  write(`${NOVA}:flex`, DEPLOYED);
  /** Lets another operator act right before a call is sent. */
  const before = (operation: string, act: () => void) =>
    client.middlewareStack.add(
      (next, context) => (input) => {
        if (context['commandName'] === `${operation}Command`) act();
        return next(input);
      },
      { step: 'initialize' },
    );
  return { emulator, store, write, before, parameters: new SsmOperatorParameters(client, PREFIX) };
}

it('reads values with who changed them when', async () => {
  const { parameters, write } = await start();
  write(NOVA);
  write(`${NOVA}:priority`);
  const changed = { changedAt: NOON, changedBy: USER };
  expect(await parameters.readWithAuthors(signal)).toEqual([
    { name: 'operations/extraction', value: `${NOVA}:flex`, version: '1', ...changed },
    {
      name: 'overrides/operations/extraction',
      value: `${NOVA}:priority`,
      version: '2',
      ...changed,
    },
  ]);
});

it('reads values without a call for their authors', async () => {
  const { parameters, emulator } = await start();
  expect(await parameters.read(signal)).toEqual([
    { name: 'operations/extraction', value: `${NOVA}:flex`, version: '1', changedAt: NOON },
  ]);
  expect(emulator.journal.map(({ operation }) => operation)).toEqual(['GetParametersByPath']);
});

it('reads values without their authors if it may not describe parameters', async () => {
  const { emulator } = await start();
  const server = await serveOnLoopback((request, response) => {
    if (request.headers['x-amz-target'] !== 'AmazonSSM.DescribeParameters') {
      return emulator.listener(request, response);
    }
    const denial = { __type: 'AccessDeniedException', message: 'not authorized' };
    response.writeHead(400).end(JSON.stringify(denial));
  });
  onTestFinished(() => server.close());
  const parameters = new SsmOperatorParameters(
    new SSMClient(composeLocalClient(server.url)),
    PREFIX,
  );
  expect(await parameters.readWithAuthors(signal)).toEqual([
    { name: 'operations/extraction', value: `${NOVA}:flex`, version: '1', changedAt: NOON },
  ]);
});

it('writes the first override and the next one', async () => {
  const { parameters, store } = await start();
  const first = await parameters.write({ ...EXTRACTION, text: NOVA, seenVersion: 'none' }, signal);
  expect(first).toEqual({
    kind: 'written',
    version: '1',
    before: undefined,
    hasOverwritten: false,
    replacedBy: undefined,
  });
  const next = { ...EXTRACTION, text: `${NOVA}:priority`, seenVersion: '1' };
  const written = await parameters.write(next, signal);
  expect(written).toMatchObject({ version: '2', before: { value: NOVA }, hasOverwritten: false });
  expect(store.get(OVERRIDE)).toMatchObject({ type: 'StringList', value: `${NOVA}:priority` });
});

it('writes documents as strings', async () => {
  const { parameters, store } = await start();
  const settings = { section: 'settings', entry: 'extraction', text: '{"retry":{"attempts":1}}' };
  await parameters.write({ ...settings, section: 'settings' }, signal);
  expect(store.get(`${PREFIX}/overrides/settings/extraction`).type).toBe('String');
  await parameters.write({ section: 'prices', entry: '', text: '{}' }, signal);
  expect(store.get(`${PREFIX}/overrides/prices`).value).toBe('{}');
});

it.each([
  ['another version', '1', `${NOVA}:flex`],
  ['an override where there was none', 'none', `${NOVA}:flex`],
])('writes nothing over %s', async (_, seenVersion, value) => {
  const { parameters, write, store } = await start();
  write(NOVA);
  write(value);
  const written = await parameters.write({ ...EXTRACTION, text: NOVA, seenVersion }, signal);
  expect(written).toMatchObject({ kind: 'conflict', found: { version: '2', value } });
  expect(store.get(OVERRIDE).value).toBe(value);
});

it('writes nothing if the override that the operator saw is gone', async () => {
  const { parameters } = await start();
  const written = await parameters.write({ ...EXTRACTION, text: NOVA, seenVersion: '4' }, signal);
  expect(written).toEqual({ kind: 'conflict', found: undefined });
});

it('writes nothing over the first override that another operator writes in between', async () => {
  const { parameters, write, before } = await start();
  before('PutParameter', () => write(`${NOVA}:priority`));
  const written = await parameters.write({ ...EXTRACTION, text: NOVA }, signal);
  expect(written).toMatchObject({ kind: 'conflict', found: { value: `${NOVA}:priority` } });
});

it.each([
  ['another write', (write: (value: string) => void) => write(`${NOVA}:priority`)],
  [
    'a deletion and a write',
    (write: (value: string) => void, remove: () => void) => {
      remove();
      write(`${NOVA}:priority`);
    },
  ],
])('reports %s in between', async (_, act) => {
  const { parameters, store, write, before } = await start();
  for (const value of [NOVA, `${NOVA}:flex`, NOVA]) write(value);
  before('PutParameter', () => act(write, () => store.delete(OVERRIDE)));
  const written = await parameters.write({ ...EXTRACTION, text: `${NOVA}:flex` }, signal);
  expect(written).toMatchObject({ kind: 'written', hasOverwritten: true, replacedBy: undefined });
});

it('reports what another operator writes afterwards', async () => {
  const { parameters, write, before } = await start();
  write(NOVA);
  let readings = 0;
  before('GetParameter', () => {
    readings += 1;
    if (readings === 2) write(`${NOVA}:priority`);
  });
  const written = await parameters.write({ ...EXTRACTION, text: `${NOVA}:flex` }, signal);
  expect(written).toMatchObject({
    kind: 'written',
    version: '2',
    hasOverwritten: false,
    replacedBy: { version: '3', value: `${NOVA}:priority` },
  });
});

it('reports a deletion afterwards', async () => {
  const { parameters, store, write, before } = await start();
  write(NOVA);
  let readings = 0;
  before('GetParameter', () => {
    readings += 1;
    if (readings === 2) store.delete(OVERRIDE);
  });
  const written = await parameters.write({ ...EXTRACTION, text: `${NOVA}:flex` }, signal);
  expect(written).toMatchObject({ version: '2', replacedBy: 'nothing' });
});

it('takes an override away once', async () => {
  const { parameters, store, write } = await start();
  write(NOVA);
  expect(await parameters.remove(EXTRACTION, signal)).toMatchObject({
    kind: 'removed',
    before: { value: NOVA, version: '1' },
    replacedBy: undefined,
  });
  expect(store.find(OVERRIDE)).toBeUndefined();
  expect(store.get(DEPLOYED).value).toBe(`${NOVA}:flex`);
  expect(await parameters.remove(EXTRACTION, signal)).toEqual({ kind: 'absent' });
});

it('writes nothing over an override that was deleted and written again', async () => {
  const { parameters, write, store } = await start();
  write(NOVA);
  store.delete(OVERRIDE);
  write(`${NOVA}:flex`);
  const seen = { seenVersion: '1', seenValue: NOVA };
  const written = await parameters.write({ ...EXTRACTION, text: NOVA, ...seen }, signal);
  expect(written).toMatchObject({ kind: 'conflict', found: { value: `${NOVA}:flex` } });
  const removed = await parameters.remove({ ...EXTRACTION, ...seen }, signal);
  expect(removed).toMatchObject({ kind: 'conflict' });
  expect(store.get(OVERRIDE).value).toBe(`${NOVA}:flex`);
});

it('takes nothing away if the override is another one than the operator saw', async () => {
  const { parameters, store, write } = await start();
  write(NOVA);
  const removed = await parameters.remove({ ...EXTRACTION, seenVersion: '7' }, signal);
  expect(removed).toMatchObject({ kind: 'conflict', found: { version: '1' } });
  expect(store.get(OVERRIDE).value).toBe(NOVA);
});

it('takes an override away that another operator deletes in between', async () => {
  const { parameters, store, write, before } = await start();
  write(NOVA);
  before('DeleteParameter', () => store.delete(OVERRIDE));
  expect(await parameters.remove(EXTRACTION, signal)).toMatchObject({ kind: 'removed' });
});

it('reads the versions of both owners', async () => {
  const { parameters, write } = await start();
  for (let count = 0; count < 60; count += 1) write(count % 2 === 0 ? NOVA : `${NOVA}:flex`);
  const history = await parameters.readHistory(EXTRACTION, signal);
  expect(history).toHaveLength(61);
  expect(history.at(-1)).toEqual({
    name: 'overrides/operations/extraction',
    value: `${NOVA}:flex`,
    version: '60',
    versionName: 'override-60',
    owner: 'override',
    changedAt: NOON,
    changedBy: USER,
  });
  expect(history.filter(({ owner }) => owner === 'deploy')).toMatchObject([{ versionName: '1' }]);
});

it('reads an empty history of a name that was never written', async () => {
  const { parameters } = await start();
  const history = parameters.readHistory({ section: 'operations', entry: 'summary' }, signal);
  expect(await history).toEqual([]);
});
