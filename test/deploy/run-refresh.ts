import { join } from 'node:path';
import { type AwsEmulators, serveAwsEmulators } from '../../local/aws-emulators';
import {
  BUILT_IN_PRICES,
  publishModel,
  publishPrices,
} from '../lambda/functions/catalog-refresh/publish';
import { type RunningHandler, startHandlerOf } from '../lambda/functions/start-handler';
import { DUMMY_CREDENTIALS, type EmulatedAccount, REGION } from './account/emulated-account';
import { fetchFunctionCode } from './account/fetch-function-code';
import { findFunctionName } from './ready-made-stack';
import { fetchConfiguration } from './run-function';

/** The refresh of the catalog as it was deployed. Its parameters are in the account. */
export interface DeployedRefresh {
  /** Invokes it as its schedule does. */
  run(): ReturnType<RunningHandler['ask']>;
  log(): string;
  /** Its price list, lists of models and EventBridge. */
  readonly aws: AwsEmulators;
  close(): Promise<void>;
}

/** Fetches the function from the account and starts it, with emulators of what the account lacks. */
export async function runRefresh(
  account: EmulatedAccount,
  pythonPrograms: string,
): Promise<DeployedRefresh> {
  const name = await findFunctionName(account, 'refresh');
  const { Environment } = await fetchConfiguration(account, name);
  const code = await fetchFunctionCode(account, name, pythonPrograms);
  const aws = await serveAwsEmulators();
  publishPrices(aws, BUILT_IN_PRICES);
  publishModel(aws);
  const handler = startHandlerOf(join(code.folder, 'index.js'), {
    ...Environment.Variables,
    ...DUMMY_CREDENTIALS,
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_SSM: account.url,
  });
  const close = async () => {
    await handler.close();
    await aws.close();
    code.remove();
  };
  return { run: () => handler.ask({}), log: handler.log, aws, close };
}
