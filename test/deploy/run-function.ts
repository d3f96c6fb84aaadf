import { type AwsEmulators, serveAwsEmulators } from '../../local/aws-emulators';
import type { EmulatedAccount } from './account/emulated-account';
import { type FunctionCode, fetchFunctionCode } from './account/fetch-function-code';
import {
  type DeployedFunction,
  type FunctionConfiguration,
  runDeployedFunction,
} from './deployed-function';
import { findFunctionName } from './ready-made-stack';
import type { ReadyTools } from './use-deploy-tools';

/** The router's function as it was deployed, running. */
export interface RunningFunction {
  readonly configuration: FunctionConfiguration;
  readonly code: FunctionCode;
  /** Its Bedrock. Everything else that it calls is in the account. */
  readonly emulators: AwsEmulators;
  readonly deployed: DeployedFunction;
  close(): Promise<void>;
}

/** @throws Error if it does not start, after removing everything that it started */
export async function runFunction(
  account: EmulatedAccount,
  tools: ReadyTools,
): Promise<RunningFunction> {
  const functionName = await findFunctionName(account, 'router');
  const configuration = await fetchConfiguration(account, functionName);
  const code = await fetchFunctionCode(account, functionName, tools.pythonPrograms);
  const emulators = await serveAwsEmulators();
  const close = async () => {
    await emulators.close();
    code.remove();
  };
  try {
    const endpoints = { bedrockUrl: emulators.url, accountUrl: account.url };
    const codeFolder = code.folder;
    const deployed = await runDeployedFunction({ ...tools, configuration, codeFolder, endpoints });
    const closeAll = () => deployed.close().then(close);
    return { configuration, code, emulators, deployed, close: closeAll };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The current configuration in the account. */
export function fetchConfiguration(
  { aws }: EmulatedAccount,
  functionName: string,
): Promise<FunctionConfiguration> {
  return aws('lambda', 'get-function-configuration', '--function-name', functionName);
}
