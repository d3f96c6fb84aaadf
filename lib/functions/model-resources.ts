import { Token } from 'aws-cdk-lib';
import { ANY_MODEL } from '../../lambda/contract';
import {
  readFoundationModelId,
  readProfilePrefix,
  stripProfilePrefix,
} from '../../lambda/core/ids/profile-prefix';

/** The place where a router is deployed. Each member may be a token. */
export interface DeploymentPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The resources on which IAM checks permissions when a model is invoked. */
export interface ModelResources {
  /** Checked without a condition. */
  readonly arns: readonly string[];
  /** Foundation models behind an inference profile, checked with the profile's ARN as a condition key. */
  readonly throughProfile?: { readonly profileArn: string; readonly modelArns: readonly string[] };
}

const ACCOUNT_RESOURCES = [
  'inference-profile',
  'application-inference-profile',
  'provisioned-model',
  'custom-model-deployment',
  'imported-model',
];

/**
 * Finds the resources of one allowed model.
 *
 * | model                                           | own ARN             | foundation models behind it                 |
 * |-------------------------------------------------|---------------------|---------------------------------------------|
 * | `google.gemma-3-27b-it`                         | foundation model    | –                                           |
 * | `us.amazon.nova-2-lite-v1:0`                    | inference profile   | in any Region: AWS changes the destinations |
 * | `global.amazon.nova-2-lite-v1:0`                | inference profile   | in this Region and in the empty Region      |
 * | ARN of an inference profile                     | as given            | as for the profile's ID                     |
 * | ARN of an application inference profile, token  | as given            | any: the ARN does not name them             |
 * | other ARNs (provisioned, custom, imported)      | as given            | –                                           |
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function findModelResources(model: string, here: DeploymentPlace): ModelResources {
  if (model === ANY_MODEL) return { arns: listAnyModel(here) };
  if (Token.isUnresolved(model) || model.includes(':application-inference-profile/')) {
    return throughProfile(model, [foundationModelArn('*', '*', here)]);
  }
  if (model.includes(':inference-profile/')) {
    const profileId = model.slice(model.lastIndexOf('/') + 1);
    return throughProfile(model, listModelsBehind(profileId, here));
  }
  if (model.startsWith('arn:')) return { arns: [model] };
  if (readProfilePrefix(model) === undefined) {
    return { arns: [foundationModelArn(model, here.region, here)] };
  }
  const profileArn = `${accountArn(here)}:inference-profile/${model}`;
  return throughProfile(profileArn, listModelsBehind(model, here));
}

/**
 * Finds the foundation model whose tokens the router counts for an allowed model: in this Region, and without a profile.
 * Undefined if the model's ARN, or a token, does not name it.
 */
export function findCountedModel(model: string, here: DeploymentPlace): string | undefined {
  const counted = Token.isUnresolved(model) ? undefined : readFoundationModelId(model);
  return counted === undefined ? undefined : foundationModelArn(counted, here.region, here);
}

function throughProfile(profileArn: string, modelArns: readonly string[]): ModelResources {
  return { arns: [profileArn], throughProfile: { profileArn, modelArns } };
}

function listModelsBehind(profileId: string, here: DeploymentPlace): string[] {
  const model = stripProfilePrefix(profileId);
  if (readProfilePrefix(profileId) !== 'global') return [foundationModelArn(model, '*', here)];
  return [here.region, ''].map((region) => foundationModelArn(model, region, here));
}

function listAnyModel(here: DeploymentPlace): string[] {
  const inAccount = ACCOUNT_RESOURCES.map((type) => `${accountArn(here)}:${type}/*`);
  return [foundationModelArn('*', '*', here), ...inAccount];
}

function foundationModelArn(model: string, region: string, { partition }: DeploymentPlace): string {
  return `arn:${partition}:bedrock:${region}::foundation-model/${model}`;
}

export function accountArn({ partition, region, account }: DeploymentPlace): string {
  return `arn:${partition}:bedrock:${region}:${account}`;
}
