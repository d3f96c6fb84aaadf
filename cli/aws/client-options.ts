import type { Command } from 'commander';
import { parseText } from '../parse-options';

/** The options of the AWS CLI that say where and as whom AWS is called. */
export interface AwsOptions {
  readonly region?: string;
  readonly profile?: string;
}

export interface ClientConfig {
  readonly region?: string;
  readonly profile?: string;
}

export function addAwsOptions(command: Command): Command {
  return command
    .option('--region <name>', 'the Region of the router', parseText)
    .option('--profile <name>', 'a profile of the AWS CLI', parseText);
}

type Environment = Record<string, string | undefined>;

const STATIC_CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/** Makes a profile win over keys in the environment, as with the AWS CLI. The SDK warns, and may come to prefer the keys. */
export function preferProfile({ profile }: AwsOptions, environment: Environment): void {
  if (profile === undefined) return;
  for (const name of STATIC_CREDENTIALS) delete environment[name];
}

/** The SDK reads AWS_REGION and the profile by itself, but not AWS_DEFAULT_REGION, which the AWS CLI documents. */
export function composeClientConfig(
  { region, profile }: AwsOptions,
  environment: Readonly<Environment>,
): ClientConfig {
  const chosen = region ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  return {
    ...(chosen === undefined ? {} : { region: chosen }),
    ...(profile === undefined ? {} : { profile }),
  };
}
