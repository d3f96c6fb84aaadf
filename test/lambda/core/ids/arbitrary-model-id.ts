import fc from 'fast-check';

const PREFIXES = ['', 'us.', 'eu.', 'apac.', 'jp.', 'au.', 'ca.', 'in.', 'us-gov.', 'global.'];
const VERSIONS = ['', ':0', ':1', ':0:300k', ':0:24k', ':0:512', ':2:8k', ':1m', ':0:mm'];
const ENDS_LIKE_A_TIER = /[-_](priority|default|flex|reserved|ultrafast|standard)$/;

const modelId = fc
  .tuple(
    fc.constantFrom(...PREFIXES),
    fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/),
    fc.stringMatching(/^[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,8}){0,4}(\.[0-9])?$/),
    fc.constantFrom(...VERSIONS),
  )
  .map(([prefix, provider, name, version]) => `${prefix}${provider}.${name}${version}`)
  .filter((id) => !ENDS_LIKE_A_TIER.test(id));

const resource = fc.oneof(
  modelId.map((id) => `foundation-model/${id}`),
  modelId.map((id) => `inference-profile/${id}`),
  fc.stringMatching(/^application-inference-profile\/[a-z0-9]{12}$/),
  fc.stringMatching(/^imported-model\/[a-z0-9]{12}$/),
  fc.stringMatching(/^custom-model-deployment\/[a-z0-9]{12}$/),
  fc.stringMatching(/^provisioned-model\/[a-z0-9]{12}$/),
  fc.stringMatching(/^prompt\/[A-Z0-9]{10}:[1-9][0-9]?$/),
);

const modelArn = fc
  .tuple(
    fc.constantFrom('aws', 'aws-us-gov', 'aws-cn'),
    fc.constantFrom('', 'us-east-1', 'eu-central-1', 'us-gov-west-1', 'ap-southeast-2'),
    fc.constantFrom('', '111122223333'),
    resource,
  )
  .map(
    ([partition, region, account, rest]) => `arn:${partition}:bedrock:${region}:${account}:${rest}`,
  );

/** Model IDs, inference profile IDs and ARNs of the shapes that Bedrock has. */
export const arbitraryBaseModelId = fc.oneof(modelId, modelArn);
