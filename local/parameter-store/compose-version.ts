import { ParameterStoreError, refuseAsInvalid, refuseConstraint } from './error';
import type { Parameter, ParameterDraft, ParameterTier } from './parameter';

const MAX_VALUE_LENGTH: Readonly<Record<ParameterTier, number>> = {
  Standard: 4096,
  Advanced: 8192,
};
const DEFAULT_KEY = 'alias/aws/ssm';

/**
 * Composes the version that a draft creates.
 *
 * @param previous the version that the draft overwrites; undefined for a new parameter
 * @throws ParameterStoreError if AWS would refuse the draft
 */
export function composeVersion(
  draft: ParameterDraft,
  previous: Parameter | undefined,
  now: Date,
): Parameter {
  const type = draft.type ?? previous?.type;
  if (type === undefined) {
    throw refuseAsInvalid('A parameter type is required when you create a parameter.');
  }
  const tier = chooseTier(draft, previous);
  checkLength(draft.value, tier);
  const allowedPattern = draft.allowedPattern ?? previous?.allowedPattern;
  if (allowedPattern !== undefined) checkPattern(allowedPattern, draft.value);
  return {
    name: draft.name,
    type,
    value: draft.value,
    version: (previous?.version ?? 0) + 1,
    lastModifiedDate: now,
    tier,
    description: draft.description ?? previous?.description,
    allowedPattern,
    keyId: type === 'SecureString' ? (draft.keyId ?? previous?.keyId ?? DEFAULT_KEY) : undefined,
  };
}

function chooseTier(
  { tier, value }: Pick<ParameterDraft, 'tier' | 'value'>,
  previous: Parameter | undefined,
): ParameterTier {
  if (tier === 'Standard' && previous?.tier === 'Advanced') {
    throw refuseAsInvalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter " +
        'tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as ' +
        'a standard parameter.',
    );
  }
  if (previous?.tier === 'Advanced') return 'Advanced';
  if (tier !== 'Intelligent-Tiering') return tier ?? 'Standard';
  return value.length > MAX_VALUE_LENGTH.Standard ? 'Advanced' : 'Standard';
}

function checkLength(value: string, tier: ParameterTier): void {
  if (value === '') {
    throw refuseConstraint("''", 'value', 'have length greater than or equal to 1.');
  }
  const maxLength = MAX_VALUE_LENGTH[tier];
  if (value.length <= maxLength) return;
  const limit = `${tier} tier parameters support a maximum parameter value of ${maxLength} characters.`;
  if (tier === 'Advanced') throw refuseAsInvalid(limit);
  throw refuseAsInvalid(
    `${limit} To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. ` +
      'For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
  );
}

/** The pattern must match the complete value. In AWS's example, `\d{1,4}` refuses `10,000`. */
function checkPattern(pattern: string, value: string): void {
  if (compilePattern(pattern).test(value)) return;
  throw new ParameterStoreError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );
}

/** AWS uses Java's regular expressions. They differ from JavaScript's only in rare constructs. */
function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw new ParameterStoreError(
      'InvalidAllowedPatternException',
      "The request doesn't meet the regular expression requirement.",
    );
  }
}
