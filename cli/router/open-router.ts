import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { SsmOperatorParameters } from '../../lambda/adapters/parameter-store/operator-parameters';
import { composeOperatorView, type OperatorView } from '../../lambda/core/operator/operator-view';
import { type ClientConfig, composeClientConfig, preferProfile } from '../aws/client-options';
import { noteActions } from '../aws/note-actions';
import { findRouter } from './find-prefix';
import { type Deployment, readDeployment, readLogGroups } from './read-deployment';
import type { RouterOptions } from './router-options';

/** A deployed router, as the commands read and change it. */
export interface OpenRouter extends Deployment {
  readonly prefix: string;
  readonly stackId: string;
  readonly region: string;
  readonly parameters: SsmOperatorParameters;
  /** For further clients. */
  readonly clientConfig: ClientConfig;
  /** In UTC, e.g. `2026-11-28`. */
  readonly today: string;
  /** The log groups with receipts. */
  readonly readLogGroups: () => Promise<readonly string[]>;
  /** What is in force now. */
  readonly readView: () => Promise<OperatorView>;
}

/** The longest reading of all parameters. */
const READING_MILLIS = 60_000;

/** A signal that ends a call of Parameter Store that takes too long. */
export function limitReading(): AbortSignal {
  return AbortSignal.timeout(READING_MILLIS);
}

/** Finds the router, and reads how it is deployed. */
export async function openRouter(options: RouterOptions): Promise<OpenRouter> {
  preferProfile(options, process.env);
  const clientConfig = composeClientConfig(options, process.env);
  const ssm = noteActions(new SSMClient(clientConfig), 'ssm');
  const cloudFormation = noteActions(new CloudFormationClient(clientConfig), 'cloudformation');
  const lambda = noteActions(new LambdaClient(clientConfig), 'lambda');
  const region = await ssm.config.region();
  const { prefix, stackId } = await findRouter(options, { ssm, cloudFormation, region });
  const deployment = await readDeployment({ prefix, stackId }, { cloudFormation, lambda, region });
  const parameters = new SsmOperatorParameters(ssm, prefix);
  return {
    ...deployment,
    prefix,
    stackId,
    region,
    parameters,
    clientConfig: { ...clientConfig, region },
    today: new Date().toISOString().slice(0, 'yyyy-mm-dd'.length),
    readLogGroups: () => readLogGroups(deployment, lambda),
    readView: async () =>
      composeOperatorView(deployment.config, await parameters.readWithAuthors(limitReading())),
  };
}
