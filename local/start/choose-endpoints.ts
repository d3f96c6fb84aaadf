import type { AwsEndpoints } from '../compose-function-environment';
import type { Flags } from './read-flags';

const USER_ENDPOINTS = ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL_SSM'];

type Environment = Readonly<Record<string, string | undefined>>;

/** Chooses the endpoints in the user's environment, or else the emulators. `--bedrock aws` sets no Bedrock endpoint. */
export function chooseEndpoints(
  flags: Pick<Flags, 'bedrock'>,
  environment: Environment,
  embeddedUrl: string,
): AwsEndpoints {
  const bedrockUrl = environment['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] ?? embeddedUrl;
  return {
    bedrockUrl: flags.bedrock === 'aws' ? undefined : bedrockUrl,
    ssmUrl: environment['AWS_ENDPOINT_URL_SSM'] ?? embeddedUrl,
  };
}

/** Picks the user's Region and credentials if the function calls the real Amazon Bedrock or an endpoint of the user. */
export function pickCredentials(
  flags: Pick<Flags, 'bedrock'>,
  environment: Environment,
): Record<string, string> {
  const hasUserEndpoint = USER_ENDPOINTS.some((name) => environment[name] !== undefined);
  if (flags.bedrock !== 'aws' && !hasUserEndpoint) return {};
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const isAws = name.startsWith('AWS_') && !name.startsWith('AWS_ENDPOINT_URL');
    if (value !== undefined && (isAws || name === 'HOME')) picked[name] = value;
  }
  return picked;
}
