import { readProfilePrefix } from '../../ids/profile-prefix';

/** The members that are read of an item of `bedrock:ListInferenceProfiles`. */
export interface InferenceProfile {
  readonly inferenceProfileId?: string | undefined;
  readonly models?: readonly { readonly modelArn?: string | undefined }[] | undefined;
  readonly status?: string | undefined;
  readonly type?: string | undefined;
}

/** Base model ID → the prefixes of its profiles in the Region: `global` and geographies. */
export type ModelProfiles = ReadonlyMap<string, readonly string[]>;

/** Reads the profiles that AWS defines. Application inference profiles belong to one account and are passed over. */
export function readInferenceProfiles(profiles: readonly InferenceProfile[]): ModelProfiles {
  const found = profiles.flatMap(readProfile);
  return new Map(
    found.map(({ modelId }) => [
      modelId,
      [
        ...new Set(found.filter((each) => each.modelId === modelId).map(({ prefix }) => prefix)),
      ].sort(),
    ]),
  );
}

function readProfile({ inferenceProfileId = '', models = [], status, type }: InferenceProfile) {
  const prefix = readProfilePrefix(inferenceProfileId);
  const [arn = ''] = models.map(({ modelArn }) => modelArn);
  const modelId = arn.slice(arn.lastIndexOf('/') + 1);
  const isUsable = status === 'ACTIVE' && type === 'SYSTEM_DEFINED' && modelId !== '';
  return isUsable && prefix !== undefined ? [{ modelId, prefix }] : [];
}
