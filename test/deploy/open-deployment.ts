import { type AwsStandIns, serveAwsStandIns } from '../../local/aws-stand-ins';
import {
  type DeployedFunction,
  type FunctionConfiguration,
  runDeployedFunction,
} from './deployed-function';
import { ACCOUNT_ID, type EmulatedAccount, openEmulatedAccount, REGION } from './emulated-account';
import { type FunctionCode, fetchFunctionCode } from './fetch-function-code';
import { deploy, fetchTemplate, findFunctionName, type Template } from './ready-made-stack';
import type { ReadyTools } from './use-deploy-tools';

/** The ready-made stack in an account of its own, and its function at work. */
export interface Deployment {
  readonly account: EmulatedAccount;
  /** As it was deployed first. */
  readonly template: Template;
  readonly configuration: FunctionConfiguration;
  readonly code: FunctionCode;
  /** Its Bedrock; its Parameter Store is the account's. */
  readonly standIns: AwsStandIns;
  readonly deployed: DeployedFunction;
  close(): Promise<void>;
}

/** Bootstraps, deploys, fetches the function back, and runs it. */
export async function openDeployment(tools: ReadyTools): Promise<Deployment> {
  const account = await openEmulatedAccount(tools.pythonPrograms);
  try {
    await account.cdk('bootstrap', `aws://${ACCOUNT_ID}/${REGION}`);
    await deploy(account);
    return await runFunction(account, tools);
  } catch (error) {
    await account.close();
    throw error;
  }
}

async function runFunction(account: EmulatedAccount, tools: ReadyTools): Promise<Deployment> {
  const template = await fetchTemplate(account);
  const functionName = await findFunctionName(account);
  const configuration = await fetchConfiguration(account, functionName);
  const code = await fetchFunctionCode(account, functionName, tools.pythonPrograms);
  const standIns = await serveAwsStandIns();
  const endpoints = { bedrockUrl: standIns.url, ssmUrl: account.url };
  const codeFolder = code.folder;
  const deployed = await runDeployedFunction({ ...tools, configuration, codeFolder, endpoints });
  const close = async () => {
    await deployed.close();
    await standIns.close();
    await account.close();
    code.remove();
  };
  return { account, template, configuration, code, standIns, deployed, close };
}

/** As it is in the account now. */
export function fetchConfiguration(
  { aws }: EmulatedAccount,
  functionName: string,
): Promise<FunctionConfiguration> {
  return aws('lambda', 'get-function-configuration', '--function-name', functionName);
}
