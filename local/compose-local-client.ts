/** The settings of an AWS SDK client that calls the emulators. */
export function composeLocalClient(endpoint: string) {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
}
