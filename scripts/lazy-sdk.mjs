// A plugin for esbuild that leaves the parts of the AWS SDK which the SDK itself imports when it needs them in a file of
// their own. The function never needs them in Lambda, where credentials are in environment variables; `npm start` may,
// for the AWS account of a user. In one file with the rest they would cost a third of the function's import: V8 reads
// them, and esbuild wraps all modules that they share with the rest, so that nothing unused can be left out.
const PARTS = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/nested-clients/sso-oidc',
  '@smithy/core/event-streams',
  '@smithy/credential-provider-imds',
];

/** The entry of the file. */
export const LAZY_SDK = PARTS.map((part) => `export * from '${part}';`).join('\n');

export const lazySdk = {
  name: 'lazy-sdk',
  setup(build) {
    build.onResolve({ filter: /^@(aws-sdk|smithy)\// }, ({ path, kind }) =>
      kind === 'dynamic-import' && PARTS.includes(path)
        ? { path: './lazy-sdk', external: true }
        : undefined,
    );
  },
};
