import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { CONTROL_PATH } from './bedrock/control-endpoint';
import { BedrockEmulator, type BedrockEmulatorOptions } from './bedrock/emulator';
import { BedrockCatalogEmulator } from './bedrock-catalog/emulator';
import { LocalConsole } from './console/local-console';
import { DeploymentEmulator } from './deployment/emulator';
import { DynamoDbEmulator } from './dynamo-db/emulator';
import { EventBridgeEmulator } from './event-bridge/emulator';
import { LambdaEmulator } from './lambda/emulator';
import { serveOnLoopback } from './loopback-server';
import { METRICS_PATH, MetricsEndpoint } from './metrics/metrics-endpoint';
import { FAILURES_PATH } from './parameter-store/control-endpoint';
import { ParameterStoreEmulator } from './parameter-store/emulator';
import { PriceListEmulator } from './price-list/emulator';
import { S3Emulator } from './s3/emulator';
import { SecretsManagerEmulator } from './secrets-manager/emulator';
import { StepFunctionsEmulator } from './step-functions/emulator';
import { StsEmulator } from './sts/emulator';

export interface AwsEmulatorsOptions extends BedrockEmulatorOptions {
  /** 0 chooses a free port. */
  readonly port?: number;
}

/**
 * Emulators of Bedrock, its lists of models, the price list, Parameter Store, DynamoDB, EventBridge, S3, Lambda's durable
 * executions, Step Functions, STS and Secrets Manager, the metrics of CloudWatch, and the console. All have the same URL.
 */
export interface AwsEmulators {
  readonly url: string;
  /** Serves the same on another server. */
  readonly listener: RequestListener;
  readonly bedrock: BedrockEmulator;
  readonly bedrockCatalog: BedrockCatalogEmulator;
  readonly priceList: PriceListEmulator;
  readonly parameterStore: ParameterStoreEmulator;
  readonly dynamoDb: DynamoDbEmulator;
  readonly eventBridge: EventBridgeEmulator;
  readonly s3: S3Emulator;
  readonly lambda: LambdaEmulator;
  readonly stepFunctions: StepFunctionsEmulator;
  readonly sts: StsEmulator;
  readonly secretsManager: SecretsManagerEmulator;
  /** What CloudFormation and Lambda say of the router's deployment. */
  readonly deployment: DeploymentEmulator;
  readonly metrics: MetricsEndpoint;
  readonly console: LocalConsole;
  close(): Promise<void>;
}

/** @throws Error with code `EADDRINUSE` if the port is taken */
export async function serveAwsEmulators({
  port = 0,
  ...bedrockOptions
}: AwsEmulatorsOptions = {}): Promise<AwsEmulators> {
  const metrics = new MetricsEndpoint();
  const emulators = {
    // It has a path below the functions of Lambda.
    deployment: new DeploymentEmulator(),
    bedrock: new BedrockEmulator(bedrockOptions),
    bedrockCatalog: new BedrockCatalogEmulator(),
    priceList: new PriceListEmulator(),
    parameterStore: new ParameterStoreEmulator(),
    dynamoDb: new DynamoDbEmulator(),
    eventBridge: new EventBridgeEmulator(),
    s3: new S3Emulator(),
    lambda: new LambdaEmulator(),
    stepFunctions: new StepFunctionsEmulator(),
    sts: new StsEmulator(),
    secretsManager: new SecretsManagerEmulator(),
    metrics,
    console: new LocalConsole(metrics),
  };
  const services = Object.values(emulators);
  const listener: RequestListener = (request, response) => {
    const service = services.find((candidate) => candidate.accepts(request));
    if (service === undefined) refuse(request, response);
    else service.listener(request, response);
  };
  const server = await serveOnLoopback(listener, port);
  const close = async () => {
    await emulators.lambda.close();
    await server.close();
  };
  return { url: server.url, listener, ...emulators, close };
}

/** Paths that AWS does not have. */
const OTHER_PATHS = [
  METRICS_PATH,
  `${CONTROL_PATH}failures`,
  `${CONTROL_PATH}replies`,
  `${CONTROL_PATH}journal`,
  FAILURES_PATH,
];

function refuse({ method, url }: IncomingMessage, response: ServerResponse): void {
  const message =
    `No emulator serves ${method} ${url}. ` +
    'The emulators are Bedrock, the price list, Parameter Store, DynamoDB, EventBridge, S3, Lambda, Step Functions, STS and Secrets Manager. ' +
    `The other paths are ${OTHER_PATHS.join(', ')}.`;
  response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}
