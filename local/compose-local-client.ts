/** Turns off the AWS SDK's warning about an older Node.js. The deployed function runs on a current version. */
export const QUIET_SDK = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } as const;

/** The settings of an AWS SDK client that calls the emulators. */
export function composeLocalClient(endpoint: string) {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}
