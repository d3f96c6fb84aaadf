import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { DeploymentEmulator } from '../../../local/deployment/emulator';
import { serveOnLoopback } from '../../../local/loopback-server';

async function start() {
  const emulator = new DeploymentEmulator();
  const server = await serveOnLoopback(emulator.listener);
  onTestFinished(() => server.close());
  const client = composeLocalClient(server.url);
  return {
    emulator,
    cloudFormation: new CloudFormationClient(client),
    lambda: new LambdaClient(client),
  };
}

it('lists the owner and the function of the router that runs', async () => {
  const { emulator, cloudFormation, lambda } = await start();
  emulator.function = { parameterPrefix: '/router', variables: { ROUTER_CONFIG: '{}' } };
  const command = new ListStackResourcesCommand({ StackName: 'local' });
  const { StackResourceSummaries: resources = [] } = await cloudFormation.send(command);
  expect(resources.map(({ PhysicalResourceId: id }) => id)).toEqual([
    '/router/owner',
    'local-router',
  ]);
  const read = new GetFunctionConfigurationCommand({ FunctionName: 'local-router' });
  expect(await lambda.send(read)).toMatchObject({
    Environment: { Variables: { ROUTER_CONFIG: '{}' } },
  });
});

it('knows no stack before a router runs, and no other operation', async () => {
  const { cloudFormation } = await start();
  const list = new ListStackResourcesCommand({ StackName: 'local' });
  await expect(cloudFormation.send(list)).rejects.toThrow('Stack with id local does not exist');
  await expect(cloudFormation.send(new DescribeStacksCommand({}))).rejects.toThrow(
    'not emulated: DescribeStacks',
  );
});
