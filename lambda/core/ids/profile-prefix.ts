/**
 * Geography or `global` before the model's own ID: `us.amazon.nova-2-lite-v1:0`. The set is open, so the shape decides:
 * provider and model follow. The second dot of `zai.glm-4.7` is part of a version, so there `zai` is the provider.
 */
const PROFILE_PREFIX = /^(global|us-gov|[a-z]{2,4})\.(?=[a-z0-9-]+\.[a-z])/;

/** `us.amazon.nova-2-lite-v1:0` → `amazon.nova-2-lite-v1:0`. ARNs are returned as they are. */
export function stripProfilePrefix(baseModelId: string): string {
  return baseModelId.replace(PROFILE_PREFIX, '');
}

/** The resources whose ARNs end in the ID of a foundation model or of one of AWS's own inference profiles. */
const NAMED_IN_ARN = /^arn:[^/]*:(?:foundation-model|inference-profile)\/([^/]+)$/;

/**
 * The foundation model behind an ID. Undefined if the ID is an ARN that does not name it.
 *
 * | ID                                                                           | Foundation model          |
 * |------------------------------------------------------------------------------|---------------------------|
 * | `us.amazon.nova-2-lite-v1:0`                                                 | `amazon.nova-2-lite-v1:0` |
 * | `arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-…`  | `amazon.nova-…`           |
 * | `arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc12` | undefined                 |
 */
export function readFoundationModelId(baseModelId: string): string | undefined {
  if (!baseModelId.startsWith('arn:')) return stripProfilePrefix(baseModelId);
  const named = NAMED_IN_ARN.exec(baseModelId)?.[1];
  return named === undefined ? undefined : stripProfilePrefix(named);
}

/** The geography of an inference profile ID (`us`, `global`), or undefined for a plain model ID or an ARN. */
export function readProfilePrefix(baseModelId: string): string | undefined {
  return PROFILE_PREFIX.exec(baseModelId)?.[1];
}
