export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** The tiers that a request may name. `Intelligent-Tiering` becomes one of {@link ParameterTier}. */
export const REQUESTED_TIERS = ['Standard', 'Advanced', 'Intelligent-Tiering'] as const;
export type RequestedTier = (typeof REQUESTED_TIERS)[number];
export type ParameterTier = Exclude<RequestedTier, 'Intelligent-Tiering'>;

/** One version of a parameter. It never changes. */
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
  /** Undefined unless the type is SecureString. */
  readonly keyId: string | undefined;
}

/** The input of PutParameter. On an overwrite, an absent member keeps its value. */
export interface ParameterDraft {
  readonly name: string;
  readonly value: string;
  /** Required for a new parameter. */
  readonly type?: ParameterType | undefined;
  readonly overwrite?: boolean | undefined;
  readonly tier?: RequestedTier | undefined;
  readonly description?: string | undefined;
  readonly allowedPattern?: string | undefined;
  readonly keyId?: string | undefined;
}
