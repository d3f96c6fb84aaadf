import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type AwsEmulators, serveAwsEmulators } from '../../../local/aws-emulators';
import { runCommand } from '../../../scripts/tools/run-command';
import type { ReadyTools } from '../use-deploy-tools';
import { startMinistack } from './ministack-server';

const ROOT = join(__dirname, '..', '..', '..');
const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

export const ACCOUNT_ID = '123456789012';
export const REGION = 'us-east-1';

/** Those of the account's root user, whom ministack allows everything. */
export const ROOT_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** An emulated AWS account, and the commands that a person would type. It checks signatures and permissions. */
export interface EmulatedAccount {
  readonly url: string;
  /** What its functions call that ministack does not emulate closely: Bedrock, the price list and EventBridge. */
  readonly emulators: AwsEmulators;
  /** Runs the pinned CDK CLI in this checkout and returns its output. */
  cdk(...words: string[]): Promise<string>;
  /** Runs the AWS CLI and returns the JSON that it prints. */
  aws<T>(...words: string[]): Promise<T>;
  close(): Promise<void>;
}

export async function openEmulatedAccount(tools: ReadyTools): Promise<EmulatedAccount> {
  const home = mkdtempSync(join(tmpdir(), 'emulated-account-'));
  const emulators = await serveAwsEmulators();
  const clean = async () => {
    await emulators.close();
    rmSync(home, { recursive: true });
  };
  try {
    const ministack = await startMinistack(
      join(tools.pythonPrograms, 'python'),
      composeServerEnvironment(home, tools, emulators.url),
    );
    const environment = { ...composeEnvironment(home), AWS_ENDPOINT_URL: ministack.url };
    const close = () => ministack.close().then(clean);
    return { url: ministack.url, emulators, ...writeCommands(home, tools, environment), close };
  } catch (error) {
    await clean();
    throw error;
  }
}

function writeCommands(
  home: string,
  { pythonPrograms }: ReadyTools,
  environment: NodeJS.ProcessEnv,
): Pick<EmulatedAccount, 'cdk' | 'aws'> {
  const output = ['--output', join(home, 'cdk.out'), '--no-notices'];
  return {
    cdk: (...words) =>
      runCommand(process.execPath, [CDK, ...words, ...output], { cwd: ROOT, environment }),
    aws: async (...words) => {
      const aws = join(pythonPrograms, 'aws');
      const printed = await runCommand(aws, [...words, '--output', 'json'], { environment });
      return JSON.parse(printed || '{}');
    },
  };
}

/** Nothing is inherited, because this machine may have credentials of a real account. */
function composeEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    CI: '1',
    AWS_ACCESS_KEY_ID: ROOT_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ROOT_CREDENTIALS.secretAccessKey,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: '1',
  };
}

/** The functions inherit it, so that the template needs no endpoints. */
function composeServerEnvironment(
  home: string,
  { nodePrograms, runtimeClient }: ReadyTools,
  emulatorsUrl: string,
): NodeJS.ProcessEnv {
  const temporary = join(home, 'tmp');
  mkdirSync(temporary);
  return {
    ...composeEnvironment(home),
    PATH: [nodePrograms, process.env['PATH']].join(delimiter),
    TMPDIR: temporary,
    AUTH: 'true',
    MINISTACK_ACCOUNT_ID: ACCOUNT_ID,
    RUNTIME_CLIENT: runtimeClient,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: emulatorsUrl,
    AWS_ENDPOINT_URL_BEDROCK: emulatorsUrl,
    AWS_ENDPOINT_URL_PRICING: emulatorsUrl,
    AWS_ENDPOINT_URL_EVENTBRIDGE: emulatorsUrl,
  };
}
