import type { IncomingMessage, ServerResponse } from 'node:http';
import { BedrockStandIn, type BedrockStandInOptions } from './bedrock/bedrock-stand-in';
import { DynamoDbStandIn } from './dynamo-db/dynamo-db-stand-in';
import { EventBridgeStandIn } from './event-bridge/event-bridge-stand-in';
import { serveOnLoopback } from './loopback-server';
import { MetricsPage } from './metrics/metrics-page';
import { ParameterStoreStandIn } from './parameter-store/parameter-store-stand-in';

export interface AwsStandInsOptions extends BedrockStandInOptions {
  /** 0 takes any free one. */
  readonly port?: number;
}

/**
 * An AWS account in a box: Bedrock, Parameter Store, DynamoDB and EventBridge behind one port, as an endpoint URL can
 * name it, and a page with the metrics that CloudWatch would have.
 */
export interface AwsStandIns {
  readonly url: string;
  readonly bedrock: BedrockStandIn;
  readonly parameterStore: ParameterStoreStandIn;
  readonly dynamoDb: DynamoDbStandIn;
  readonly eventBridge: EventBridgeStandIn;
  readonly metrics: MetricsPage;
  close(): Promise<void>;
}

/** @throws Error with code `EADDRINUSE` where the port is taken */
export async function serveAwsStandIns({
  port = 0,
  ...bedrockOptions
}: AwsStandInsOptions = {}): Promise<AwsStandIns> {
  const bedrock = new BedrockStandIn(bedrockOptions);
  const parameterStore = new ParameterStoreStandIn();
  const dynamoDb = new DynamoDbStandIn();
  const eventBridge = new EventBridgeStandIn();
  const metrics = new MetricsPage();
  const services = [bedrock, parameterStore, dynamoDb, eventBridge, metrics];
  const server = await serveOnLoopback((request, response) => {
    const service = services.find((candidate) => candidate.accepts(request));
    if (service === undefined) refuse(request, response);
    else service.listener(request, response);
  }, port);
  const close = () => server.close();
  return { url: server.url, bedrock, parameterStore, dynamoDb, eventBridge, metrics, close };
}

function refuse({ method, url }: IncomingMessage, response: ServerResponse): void {
  const message = `No stand-in answers ${method} ${url}: here are Bedrock's runtime, Parameter Store, DynamoDB and PutEvents.`;
  response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}
