import { type Duration, Token, Tokenization } from 'aws-cdk-lib';
import {
  ENVIRONMENT,
  KEYED_CALLERS,
  NO_REQUEST_METADATA,
  SERVICE_NAME,
} from '../../lambda/contract';
import { formatOperationRoute, type Operations } from '../mapping/operations';
import type { RouterSettings } from '../settings/router-settings';
import { formatFirstByteTimeouts } from './first-byte-timeouts';

/** Lambda's limit for all environment variables of a function together. */
const MOST_BYTES = 4096;

/**
 * What the function is told about its deployment.
 *
 * @param budgetTable the name of the table, where callers have keys
 */
export function writeFunctionEnvironment(
  settings: RouterSettings,
  budgetTable?: string,
): { [name: string]: string } {
  const firstByteTimeouts = formatFirstByteTimeouts(settings.firstByteTimeouts);
  const environment = {
    [ENVIRONMENT.parameterPrefix]: settings.parameterPrefix,
    [ENVIRONMENT.deployedMapping]: writeMapping(settings.operations),
    [ENVIRONMENT.allowedModels]: settings.allowedModels.join(','),
    [ENVIRONMENT.allowedTiers]: settings.allowedTiers.join(','),
    [ENVIRONMENT.mappingMaxAge]: writeSeconds(settings.mappingMaxAge),
    [ENVIRONMENT.requestTimeout]: writeSeconds(settings.requestTimeout),
    ...(firstByteTimeouts === '' ? {} : { [ENVIRONMENT.firstByteTimeouts]: firstByteTimeouts }),
    ...(budgetTable === undefined ? {} : writeCallers(budgetTable)),
    ...(settings.requestMetadata ? {} : { [ENVIRONMENT.requestMetadata]: NO_REQUEST_METADATA }),
    [ENVIRONMENT.serviceName]: SERVICE_NAME,
    [ENVIRONMENT.logLevel]: 'INFO',
  };
  requireRoom(environment);
  return environment;
}

/** A token stays whole in JSON text: its mark needs no escaping, nor does a model ID or ARN. */
function writeMapping(operations: Operations): string {
  const routes = Object.entries(operations).map(([operation, route]) => {
    return [operation, formatOperationRoute(route)];
  });
  return JSON.stringify(Object.fromEntries(routes));
}

function writeCallers(budgetTable: string): { [name: string]: string } {
  return { [ENVIRONMENT.callers]: KEYED_CALLERS, [ENVIRONMENT.budgetTable]: budgetTable };
}

function writeSeconds(duration: Duration): string {
  return Tokenization.stringifyNumber(duration.toSeconds());
}

function requireRoom(environment: { [name: string]: string }): void {
  const known = Object.entries(environment).filter(([, value]) => !Token.isUnresolved(value));
  const bytes = known.reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0);
  if (bytes <= MOST_BYTES) return;
  throw new Error(
    `operations and allowedModels take ${bytes} bytes of the function's environment, which has room for ${MOST_BYTES}; ` +
      'name fewer of them, and add operations as parameters after the deployment',
  );
}
