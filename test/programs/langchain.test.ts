import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runRouter } from '../clients/run-router';
import { findLack, runProgram, usePath } from './run-program';

const REPLY = 'Total: 12.50 EUR.';
const router = runRouter({ aws: { composeReply: () => REPLY } });

describe.skipIf(findLack('langChain') !== undefined)('LangChain JS', () => {
  it('reads replies and streams of an operation over HTTP/2', async () => {
    const words = [join(__dirname, 'langchain.mjs'), usePath('langChain')];
    const output = await runProgram(process.execPath, words, {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: router.url,
    });
    expect(output.trim().split('\n')).toEqual([REPLY, REPLY]);
    expect(
      router.arrivals.map(({ path, requestedTier }) => [path.split('/').at(-1), requestedTier]),
    ).toEqual([
      ['converse', 'flex'],
      ['converse-stream', 'flex'],
    ]);
  });
});
