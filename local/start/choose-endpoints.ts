import type { AwsEndpoints } from '../function-environment';
import type { Flags } from './read-flags';

const OWN_ENDPOINTS = ['AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'AWS_ENDPOINT_URL_SSM'];

type Environment = Readonly<Record<string, string | undefined>>;

/** The user's own endpoints come first, then the embedded ones; `--bedrock aws` names none. */
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

/** The user's Region and credentials, where the real Amazon Bedrock or an endpoint of the user's own is called. */
export function pickCredentials(
  flags: Pick<Flags, 'bedrock'>,
  environment: Environment,
): Record<string, string> {
  const isOwnEndpoint = OWN_ENDPOINTS.some((name) => environment[name] !== undefined);
  if (flags.bedrock !== 'aws' && !isOwnEndpoint) return {};
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const isAws = name.startsWith('AWS_') && !name.startsWith('AWS_ENDPOINT_URL');
    if (value !== undefined && (isAws || name === 'HOME')) picked[name] = value;
  }
  return picked;
}
