import { AUTHORIZER_METRICS } from '../../contract';
import { formatEmfLine } from './format-emf-line';
import { readLineSettings } from './line-settings';

/**
 * Counts a failure of an authorizer that is not its caller's fault. Lambda's own metric of errors cannot tell them apart,
 * because an authorizer refuses a caller by an error, too.
 */
export function countAuthorizerError(): void {
  const settings = readLineSettings(process.env);
  if (!settings.publishesMetrics) return;
  const record = {
    timestamp: Date.now(),
    common: {},
    sets: [{}],
    metrics: [{ name: AUTHORIZER_METRICS.authorizerErrors, value: 1, unit: 'Count' }],
  } as const;
  process.stdout.write(`${formatEmfLine(record, settings)}\n`);
}

/** Starts an authorizer, and counts a failure. Lambda starts it again for the next request. */
export function startAuthorizer<T>(start: () => T): T {
  try {
    return start();
  } catch (error) {
    countAuthorizerError();
    throw error;
  }
}
