import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ownerParameter } from '../../lambda/contract';

/** The stack of the local router, in AWS's example account. */
export const LOCAL_STACK_ID =
  'arn:aws:cloudformation:us-east-1:111122223333:stack/local/00000000-0000-0000-0000-000000000000';

const FUNCTION_NAME = 'local-router';
const CONFIGURATION_PATH = `/2015-03-31/functions/${FUNCTION_NAME}/configuration`;

export interface DeployedFunction {
  readonly parameterPrefix: string;
  /** The environment variables of the function. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Emulates what says how a router is deployed: ListStackResources of CloudFormation, and GetFunctionConfiguration of Lambda.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export class DeploymentEmulator {
  /** Undefined until a router is started. */
  function: DeployedFunction | undefined;

  /** Whether a request on a shared server is meant for these services. */
  accepts({ headers, url }: IncomingMessage): boolean {
    return isForCloudFormation(headers) || url === CONFIGURATION_PATH;
  }

  readonly listener: RequestListener = (request, response) => {
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const input = new URLSearchParams(await text(request));
    if (isForCloudFormation(request.headers)) this.#serveCloudFormation(input, response);
    else this.#serveLambda(response);
  }

  #serveCloudFormation(input: URLSearchParams, response: ServerResponse): void {
    response.setHeader('content-type', 'text/xml');
    const action = input.get('Action');
    const stack = input.get('StackName') ?? '';
    const isKnown = [LOCAL_STACK_ID, 'local'].includes(stack) && this.function !== undefined;
    if (action !== 'ListStackResources') {
      response.writeHead(400).end(composeError('InvalidAction', `not emulated: ${action}`));
    } else if (!isKnown) {
      const message = `Stack with id ${stack} does not exist`;
      response.writeHead(400).end(composeError('ValidationError', message));
    } else {
      const summaries = listResources(this.function?.parameterPrefix ?? '').map(writeMember);
      const result = `<StackResourceSummaries>${summaries.join('')}</StackResourceSummaries>`;
      const name = 'ListStackResources';
      response.end(`<${name}Response><${name}Result>${result}</${name}Result></${name}Response>`);
    }
  }

  #serveLambda(response: ServerResponse): void {
    response.setHeader('content-type', 'application/json');
    const Environment = { Variables: this.function?.variables ?? {} };
    const LoggingConfig = { LogFormat: 'Text', LogGroup: '/local/router' };
    response.end(JSON.stringify({ FunctionName: FUNCTION_NAME, Environment, LoggingConfig }));
  }
}

function isForCloudFormation({ authorization = '' }: IncomingMessage['headers']): boolean {
  return authorization.includes('/cloudformation/aws4_request');
}

function listResources(prefix: string): readonly Readonly<Record<string, string>>[] {
  return [
    {
      LogicalResourceId: 'RouterOwner00000000',
      PhysicalResourceId: ownerParameter(prefix),
      ResourceType: 'AWS::SSM::Parameter',
    },
    {
      LogicalResourceId: 'RouterFunction00000000',
      PhysicalResourceId: FUNCTION_NAME,
      ResourceType: 'AWS::Lambda::Function',
    },
  ];
}

function writeMember(elements: Readonly<Record<string, string>>): string {
  return `<member>${writeElements(elements)}</member>`;
}

function composeError(Code: string, Message: string): string {
  const error = writeElements({ Type: 'Sender', Code, Message });
  return `<ErrorResponse><Error>${error}</Error></ErrorResponse>`;
}

function writeElements(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');
}
