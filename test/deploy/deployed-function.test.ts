import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { runDeployedFunction } from './deployed-function';
import { findLack, useDeployTools } from './use-deploy-tools';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9';

describe.skipIf(findLack() !== undefined)('a function that was deployed', () => {
  it('reports to Lambda why it does not start', async () => {
    const running = runDeployedFunction({
      ...useDeployTools(),
      codeFolder: dirname(FUNCTION_BUNDLE),
      endpoints: { bedrockUrl: NOWHERE, accountUrl: NOWHERE },
      configuration: {
        FunctionName: 'router',
        FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:router',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        MemorySize: 256,
        Timeout: 900,
        CodeSha256: '',
        Environment: { Variables: {} },
      },
    });
    await expect(running).rejects.toThrow('ROUTER_CONFIG is not set');
  });
});
