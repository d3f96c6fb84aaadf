/**
 * Names the allowed models in a refusal. ARNs have account IDs, which a caller need not know, so they are counted.
 *
 * | Models                                                        | Named                                |
 * |---------------------------------------------------------------|--------------------------------------|
 * | `us.amazon.nova-2-lite-v1:0`, `google.gemma-3-27b-it`         | both IDs                             |
 * | `google.gemma-3-27b-it`, `arn:aws:bedrock:us-east-1:1111222…` | `google.gemma-3-27b-it and an ARN`   |
 */
export function nameModels(models: readonly string[]): string {
  const ids = models.filter((model) => !model.startsWith('arn:'));
  const arns = models.length - ids.length;
  const counted = arns === 1 ? 'an ARN' : `${arns} ARNs`;
  if (arns === 0) return ids.join(', ') || 'none';
  return ids.length === 0 ? counted : `${ids.join(', ')} and ${counted}`;
}
