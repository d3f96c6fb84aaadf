import { beforeEach, describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { BODY, post } from '../support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const CLAIMS = { id: 'claims0000', value: 'claims0000'.repeat(4) };
const ADMIN = { id: 'admin00000', value: 'admin00000'.repeat(4) };

const router = runRouter({
  settings: {
    authorization: 'keys',
    mappingMaxAgeSeconds: 0,
    operations: { extraction: `${NOVA}:flex`, assessment: NOVA },
  },
  callers: [
    { apiKey: CLAIMS, policy: { name: 'claims' } },
    { apiKey: ADMIN, policy: { name: 'admin' } },
  ],
});

const OVERRIDES = '/bedrock-tier-router/overrides';
const written = new Set<string>();

function override(name: string, value: string): void {
  const type = name.startsWith('operations/') ? 'StringList' : 'String';
  router.parameters.put({ name: `${OVERRIDES}/${name}`, type, value, overwrite: true });
  written.add(name);
}

function remove(name: string): void {
  router.parameters.delete(`${OVERRIDES}/${name}`);
}

async function call(operation: string, key = CLAIMS.value) {
  const response = await post(router, `/v1/${operation}`, BODY, { 'x-api-key': key });
  await response.body?.cancel();
  return response;
}

async function readRoute(operation: string) {
  const { headers } = await call(operation);
  return [headers.get('x-router-requested-tier'), headers.get('x-router-mapping-version')];
}

async function listOperation(operation: string): Promise<object | undefined> {
  const headers = { 'x-api-key': ADMIN.value };
  const response = await fetch(`${router.url}/v1/operations`, { headers });
  const { operations } = JSON.parse(await response.text());
  return operations.find((each: { readonly operation: string }) => each.operation === operation);
}

/** Without a reading, an override that is deleted and written anew would be the same one. */
beforeEach(async () => {
  for (const name of written) remove(name);
  await listOperation('extraction');
  router.log.clear();
});

describe('an override of a route', () => {
  it('wins until it is deleted, and the receipt tells the two apart', async () => {
    expect(await readRoute('extraction')).toEqual(['flex', '1']);
    override('operations/extraction', `${NOVA}:priority`);
    expect(await readRoute('extraction')).toEqual(['priority', 'override-1']);
    expect(JSON.parse(router.arrival.body.toString())).toMatchObject({
      requestMetadata: { 'router-mapping-version': 'override-1' },
    });
    expect(await router.log.find((line) => line['mapping_version'] === 'override-1')).toMatchObject(
      { requested_tier: 'priority' },
    );
    override('operations/extraction', `${NOVA}:flex`);
    expect(await readRoute('extraction')).toEqual(['flex', 'override-2']);
    remove('operations/extraction');
    expect(await readRoute('extraction')).toEqual(['flex', '1']);
  });

  it('that is bad leaves the last good route in force, and the log names it', async () => {
    override('operations/extraction', `${NOVA}:turbo`);
    expect(await readRoute('extraction')).toEqual(['flex', '1']);
    const refusal = await router.log.find((line) => line['parameter'] !== undefined);
    expect(refusal).toMatchObject({
      message: 'Parameter refused; the last good route stays in force',
      parameter: '/bedrock-tier-router/overrides/operations/extraction',
      version: '1',
    });
    override('operations/extraction', `${NOVA}:priority`);
    expect(await readRoute('extraction')).toEqual(['priority', 'override-2']);
    override('operations/extraction', `${NOVA}:turbo`);
    expect(await readRoute('extraction')).toEqual(['priority', 'override-2']);
  });

  it('alone is an operation, and none once it is deleted', async () => {
    expect((await call('summary')).status).toBe(404);
    override('operations/summary', `${GEMMA}:flex`);
    expect(await readRoute('summary')).toEqual(['flex', 'override-1']);
    remove('operations/summary');
    expect((await call('summary')).status).toBe(404);
  });

  it('does not keep a change by hand of the deploy’s parameter from effect once it is gone', async () => {
    const name = '/bedrock-tier-router/operations/assessment';
    override('operations/assessment', `${NOVA}:priority`);
    router.parameters.put({ name, type: 'StringList', value: `${NOVA}:flex`, overwrite: true });
    expect(await readRoute('assessment')).toEqual(['priority', 'override-1']);
    remove('operations/assessment');
    expect(await readRoute('assessment')).toEqual(['flex', '2']);
  });
});

describe('the list of operations', () => {
  const deploy = { route: [`${NOVA}:flex`], mappingVersion: '1' };
  const own = { route: [`${NOVA}:priority`], mappingVersion: 'override-1' };
  const extraction = { operation: 'extraction', deploy };

  it('has what the deploy says, what overrides it, and which is in force', async () => {
    const deployed = { ...extraction, ...deploy, inForce: 'deploy' };
    expect(await listOperation('extraction')).toEqual(deployed);
    override('operations/extraction', `${NOVA}:priority`);
    const overridden = { ...extraction, ...own, inForce: 'override', override: own };
    expect(await listOperation('extraction')).toEqual(overridden);
    override('operations/extraction', `${NOVA}:turbo`);
    expect(await listOperation('extraction')).toEqual({
      ...overridden,
      override: { ...own, refusedVersion: '2' },
    });
    remove('operations/extraction');
    expect(await listOperation('extraction')).toEqual(deployed);
    override('operations/extraction', `${NOVA}:turbo`);
    expect(await listOperation('extraction')).toEqual({
      ...deployed,
      override: { refusedVersion: '1' },
    });
  });

  it('has no deploy’s route of an operation that only an override names', async () => {
    override('operations/summary', `${NOVA}:priority`);
    expect(await listOperation('summary')).toEqual({
      operation: 'summary',
      ...own,
      inForce: 'override',
      override: own,
    });
  });

  it('shows of both routes only what the caller may call', async () => {
    override('operations/extraction', `${NOVA}:priority,${GEMMA}`);
    override(`callers/${ADMIN.id}`, JSON.stringify({ name: 'admin', models: [NOVA] }));
    expect(await listOperation('extraction')).toEqual({
      ...extraction,
      ...own,
      inForce: 'override',
      override: own,
    });
    override(`callers/${ADMIN.id}`, JSON.stringify({ name: 'admin', tiers: ['priority'] }));
    expect(await listOperation('extraction')).toMatchObject({ deploy: { route: [] } });
  });
});

describe('an override', () => {
  it('of a policy wins until it is deleted', async () => {
    override(`callers/${CLAIMS.id}`, '{"name":"claims","operations":["assessment"]}');
    expect((await call('extraction')).headers.get('x-router-error')).toBe('caller-not-allowed');
    override(`callers/${CLAIMS.id}`, '{"name":"claims","operation":[]}');
    expect((await call('extraction')).status).toBe(403);
    remove(`callers/${CLAIMS.id}`);
    expect((await call('extraction')).status).toBe(200);
  });

  it('of prices wins until it is deleted', async () => {
    const readCost = async () =>
      (await call('extraction')).headers.get('x-router-estimated-cost-usd');
    const builtIn = await readCost();
    override('prices', `{"rows":{"${NOVA}:flex":[1000,0]}}`);
    expect(await readCost()).toBe('0.003');
    remove('prices');
    expect(await readCost()).toBe(builtIn);
  });
});

it('an override of settings replaces them as a whole, and the list names its members', async () => {
  const variantOf = async () => (await call('extraction')).headers.get('x-router-variant');
  const split = [{ name: 'all', route: NOVA, weight: 100 }];
  expect(await variantOf()).toBeNull();
  override('settings/extraction', JSON.stringify({ split, retry: { attempts: 3 } }));
  expect(await variantOf()).toBe('all');
  expect(await listOperation('extraction')).toMatchObject({
    settings: { inForce: 'override', members: ['split', 'retry'] },
  });
  override('settings/extraction', '{"spilt":[]}');
  expect(await variantOf()).toBe('all');
  remove('settings/extraction');
  expect(await variantOf()).toBeNull();
  expect(await listOperation('extraction')).not.toHaveProperty('settings');
});
