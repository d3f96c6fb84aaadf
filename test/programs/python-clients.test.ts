import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { publishAddress, type RouterAddress } from '../../local/start/publish-address';
import { runRouter } from '../clients/run-router';
import { findLack, runProgram, usePath } from './run-program';

const REPLY = 'Total: 12.50 EUR.';
const KEY = 'pythonClients012345678901234567890123456';
const router = runRouter({
  tls: true,
  aws: { composeReply: () => REPLY },
  settings: { authorization: 'keys' },
  callers: [{ apiKey: { id: 'python0000', value: KEY }, policy: { name: 'python' } }],
});

let address: RouterAddress;
beforeAll(() => {
  address = publishAddress(router);
});

const ROOT = join(__dirname, '..', '..');

/** Runs a client with a bearer token over TLS. Returns the lines that it printed. */
async function run(client: string): Promise<readonly string[]> {
  const certificate = join(ROOT, address.certificateFile ?? '');
  const words = [join(__dirname, 'clients.py'), client, address.url];
  const output = await runProgram(join(usePath('python'), 'python'), words, {
    AWS_BEARER_TOKEN_BEDROCK: KEY,
    AWS_CA_BUNDLE: certificate,
    SSL_CERT_FILE: certificate,
    LITELLM_LOCAL_MODEL_COST_MAP: 'True',
  });
  return output.trim().split('\n');
}

/** The last part of the path and the tier of each call. */
function listCalls() {
  return router.arrivals.map(({ path, requestedTier }) => [path.split('/').at(-1), requestedTier]);
}

const BOTH = [
  ['converse', 'flex'],
  ['converse-stream', 'flex'],
];

describe.skipIf(findLack('python') !== undefined)('a key is sent over TLS by', () => {
  it.each([
    ['boto3_client'],
    ['langchain'],
    ['llama_index'],
    ['litellm_client'],
    ['litellm_by_model'],
  ])('%s, whose replies and streams arrive', async (client) => {
    expect(await run(client)).toEqual([REPLY, REPLY]);
    expect(listCalls()).toEqual(BOTH);
    expect(JSON.stringify(router.arrivals)).not.toContain(KEY);
  });

  it('LangChain, which does not stream by the name of an operation alone', async () => {
    expect(await run('langchain_by_name')).toEqual([REPLY]);
    expect(listCalls()).toEqual([['converse', 'flex']]);
  });

  it.each([
    ['langchain_structured', undefined],
    ['langchain_structured_with_family', { tool: { name: 'invoice' } }],
  ])('LangChain, whose choice of a tool depends on base_model: %s', async (client, toolChoice) => {
    await run(client);
    const { toolConfig } = JSON.parse(router.arrival.body.toString('utf8'));
    expect([toolConfig.tools.length, toolConfig.toolChoice]).toEqual([1, toolChoice]);
  });

  it('LiteLLM, which refuses tools by the name of an operation until they are allowed', async () => {
    expect(await run('litellm_tools')).toEqual(['UnsupportedParamsError']);
    const { toolConfig } = JSON.parse(router.arrival.body.toString('utf8'));
    expect(toolConfig.tools[0].toolSpec.name).toBe('look_up');
  });

  it('LlamaIndex, which refuses the name of an operation alone', async () => {
    expect(await run('llama_index_by_name')).toEqual(['Unknown model: extraction']);
    expect(listCalls()).toEqual([]);
  });
});
