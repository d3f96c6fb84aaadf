/**
 * Geography or `global` before the model's own ID: `us.amazon.nova-2-lite-v1:0`. The set is open, so the shape decides:
 * provider and model follow. The second dot of `zai.glm-4.7` is part of a version, so there `zai` is the provider.
 */
const PROFILE_PREFIX = /^(global|us-gov|[a-z]{2,4})\.(?=[a-z0-9-]+\.[a-z])/;

/** `us.amazon.nova-2-lite-v1:0` → `amazon.nova-2-lite-v1:0`. ARNs are returned as they are. */
export function stripProfilePrefix(baseModelId: string): string {
  return baseModelId.replace(PROFILE_PREFIX, '');
}

/** The geography of an inference profile ID (`us`, `global`), or undefined for a plain model ID or an ARN. */
export function readProfilePrefix(baseModelId: string): string | undefined {
  return PROFILE_PREFIX.exec(baseModelId)?.[1];
}
