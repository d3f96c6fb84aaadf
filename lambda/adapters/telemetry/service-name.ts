import { ENVIRONMENT, SERVICE_NAME } from '../../contract';

/** Reads the name that Powertools gives to metrics and logs, for the lines that are written without it. */
export function readServiceName(): string {
  return process.env[ENVIRONMENT.serviceName] ?? SERVICE_NAME;
}
