export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** What a caller may ask for; `Intelligent-Tiering` ends as one of {@link ParameterTier}. */
export const REQUESTED_TIERS = ['Standard', 'Advanced', 'Intelligent-Tiering'] as const;
export type RequestedTier = (typeof REQUESTED_TIERS)[number];
export type ParameterTier = Exclude<RequestedTier, 'Intelligent-Tiering'>;

/** One version of a parameter: what PutParameter made, and what nothing changes any more. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly value: string;
  /** From 1. */
  readonly version: number;
  readonly lastModifiedDate: Date;
  readonly tier: ParameterTier;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  /** Only of a SecureString. */
  readonly keyId: string | undefined;
}

/** What PutParameter is told. Left out on an overwrite, a member stays as it was. */
export interface ParameterDraft {
  readonly name: string;
  readonly value: string;
  /** Required where the parameter is new. */
  readonly type?: ParameterType | undefined;
  readonly overwrite?: boolean | undefined;
  readonly tier?: RequestedTier | undefined;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly keyId?: string | undefined;
}
