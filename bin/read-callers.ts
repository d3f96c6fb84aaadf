import { Period, type QuotaSettings, type ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';
import {
  BudgetOutage,
  BudgetPeriod,
  BudgetResponse,
  type CallerBudget,
  type CallerOptions,
  ServiceTier,
} from '../lib';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import type { ContextValues } from './context-values';

const MEMBERS = [
  'operations',
  'tiers',
  'models',
  'limitUsd',
  'period',
  'whenExceeded',
  'whenUnavailable',
  'rateLimit',
  'burstLimit',
  'quotaLimit',
  'quotaPeriod',
];

const PERIODS = { day: Period.DAY, week: Period.WEEK, month: Period.MONTH } as const;

const DEMOTE_TO = /^demote-to:(.+)$/;

/**
 * The callers by name, from the context key `callers`:
 * `{"claims":{"operations":["extraction"],"tiers":["flex"],"limitUsd":50,"period":"month","rateLimit":5}}`.
 *
 * @throws Error that names the place, the value received and the values allowed
 */
export function readCallers(values: ContextValues): { [name: string]: CallerOptions } {
  const sections = values.sections('callers', MEMBERS) ?? {};
  return Object.fromEntries(
    Object.entries(sections).map(([name, section]) => [name, readCaller(section)]),
  );
}

function readCaller(section: ContextValues): CallerOptions {
  return omitUndefined<CallerOptions>({
    operations: section.list('operations'),
    tiers: section.words('tiers', Object.values(ServiceTier)),
    models: section.list('models'),
    budget: readBudget(section),
    throttle: readThrottle(section),
    quota: readQuota(section),
  });
}

function readThrottle(section: ContextValues): ThrottleSettings | undefined {
  const throttle = omitUndefined<ThrottleSettings>({
    rateLimit: section.amount('rateLimit'),
    burstLimit: section.wholeNumber('burstLimit'),
  });
  return Object.keys(throttle).length === 0 ? undefined : throttle;
}

function readQuota(section: ContextValues): QuotaSettings | undefined {
  const limit = section.wholeNumber('quotaLimit');
  const period = section.word('quotaPeriod', ['day', 'week', 'month']);
  if (limit === undefined && period === undefined) return undefined;
  if (limit !== undefined && period !== undefined) return { limit, period: PERIODS[period] };
  throw new Error(
    'a caller in context "callers" has one of "quotaLimit" and "quotaPeriod", and needs both',
  );
}

function readBudget(section: ContextValues): CallerBudget | undefined {
  const limitUsd = section.amount('limitUsd');
  const details = omitUndefined({
    period: section.word('period', Object.values(BudgetPeriod)),
    whenExceeded: readResponse(section),
    whenUnavailable: section.word('whenUnavailable', Object.values(BudgetOutage)),
  });
  if (limitUsd !== undefined) return { limitUsd, ...details };
  const stray = Object.keys(details)[0];
  if (stray === undefined) return undefined;
  throw new Error(`a caller in context "callers" has "${stray}" without "limitUsd"`);
}

function readResponse(section: ContextValues): BudgetResponse | undefined {
  const text = section.text('whenExceeded');
  const operation = DEMOTE_TO.exec(text ?? '')?.[1];
  if (operation !== undefined) return BudgetResponse.demoteTo(operation);
  const word = section.word('whenExceeded', ['reject', 'demote-to-flex', 'demote-to:<operation>']);
  if (word === 'reject') return BudgetResponse.reject();
  return word === 'demote-to-flex' ? BudgetResponse.demoteToFlex() : undefined;
}
