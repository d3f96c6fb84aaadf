import { describe, expect, it } from 'vitest';
import { composeFunctionEnvironment } from '../../../local/compose-function-environment';
import { chooseEndpoints, pickCredentials } from '../../../local/start/choose-endpoints';

const EMBEDDED = 'http://127.0.0.1:4566';
const OWN_BEDROCK = 'http://127.0.0.1:9001';
const OWN_SSM = 'http://127.0.0.1:9002';

describe('endpoints', () => {
  it.each([
    ['embedded', {}, EMBEDDED, EMBEDDED],
    ['embedded', { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: OWN_BEDROCK }, OWN_BEDROCK, EMBEDDED],
    ['embedded', { AWS_ENDPOINT_URL_SSM: OWN_SSM }, EMBEDDED, OWN_SSM],
    [
      'embedded',
      { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: OWN_BEDROCK, AWS_ENDPOINT_URL_SSM: OWN_SSM },
      OWN_BEDROCK,
      OWN_SSM,
    ],
    ['embedded', { AWS_ENDPOINT_URL: OWN_BEDROCK }, EMBEDDED, EMBEDDED],
    ['aws', {}, undefined, EMBEDDED],
    ['aws', { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: OWN_BEDROCK }, undefined, EMBEDDED],
    ['aws', { AWS_ENDPOINT_URL_SSM: OWN_SSM }, undefined, OWN_SSM],
  ] as const)('with --bedrock %s and %j', (bedrock, environment, bedrockUrl, ssmUrl) => {
    expect(chooseEndpoints({ bedrock }, environment, EMBEDDED)).toEqual({ bedrockUrl, ssmUrl });
  });
});

describe('credentials', () => {
  const ENVIRONMENT = {
    AWS_PROFILE: 'team',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:2',
    AWS_SESSION_TOKEN: undefined,
    HOME: '/home/somebody',
    PATH: '/usr/bin',
    GITHUB_TOKEN: 'secret',
  };

  it('are the user’s with the real Bedrock, without other variables', () => {
    expect(pickCredentials({ bedrock: 'aws' }, ENVIRONMENT)).toEqual({
      AWS_PROFILE: 'team',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      HOME: '/home/somebody',
    });
  });

  it('are not the user’s with the emulators', () => {
    const { AWS_ENDPOINT_URL_SSM: _, ...environment } = ENVIRONMENT;
    expect(pickCredentials({ bedrock: 'embedded' }, environment)).toEqual({});
  });

  it('are the user’s for an endpoint of the user', () => {
    expect(pickCredentials({ bedrock: 'embedded' }, ENVIRONMENT)).toMatchObject({
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    });
  });

  it('are placeholders only for endpoints that do not check them', () => {
    const embedded = { bedrockUrl: EMBEDDED, ssmUrl: EMBEDDED };
    const invented = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    expect(composeFunctionEnvironment({}, embedded)).toMatchObject(invented);
    const real = composeFunctionEnvironment({}, { ...embedded, bedrockUrl: undefined });
    expect(real).not.toHaveProperty('AWS_ACCESS_KEY_ID');
    expect(real).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
  });
});
