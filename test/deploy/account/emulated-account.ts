import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../scripts/tools/run-command';
import { startMotoServer } from './moto-server';

const ROOT = join(__dirname, '..', '..', '..');
const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');

/** The account that moto emulates. */
export const ACCOUNT_ID = '123456789012';
export const REGION = 'us-east-1';
export const DUMMY_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/** An emulated AWS account, and the commands that a person would type. */
export interface EmulatedAccount {
  readonly url: string;
  /** Runs the pinned CDK CLI in this checkout and returns its output. */
  cdk(...words: string[]): Promise<string>;
  /** Runs the AWS CLI and returns the JSON that it prints. */
  aws<T>(...words: string[]): Promise<T>;
  close(): Promise<void>;
}

/** @param pythonPrograms the folder of `moto_server` and `aws` */
export async function openEmulatedAccount(pythonPrograms: string): Promise<EmulatedAccount> {
  const moto = await startMotoServer(pythonPrograms);
  const home = mkdtempSync(join(tmpdir(), 'emulated-account-'));
  const environment = composeEnvironment(moto.url, home);
  const aws = join(pythonPrograms, 'aws');
  return {
    url: moto.url,
    cdk: (...words) => {
      const output = ['--output', join(home, 'cdk.out'), '--no-notices'];
      return runCommand(process.execPath, [CDK, ...words, ...output], { cwd: ROOT, environment });
    },
    aws: async (...words) => {
      const printed = await runCommand(aws, [...words, '--output', 'json'], { environment });
      return JSON.parse(printed || '{}');
    },
    close: async () => {
      await moto.close();
      rmSync(home, { recursive: true });
    },
  };
}

/** Nothing is inherited, because this machine may have credentials of a real account. */
function composeEnvironment(url: string, home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    CI: '1',
    ...DUMMY_CREDENTIALS,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: '1',
  };
}
