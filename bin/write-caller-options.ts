import { Period } from 'aws-cdk-lib/aws-apigateway';
import { BudgetResponse, type CallerOptions } from '../lib';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import type { CallerConfig } from './config-schema';

const QUOTA_PERIODS = { day: Period.DAY, week: Period.WEEK, month: Period.MONTH } as const;

const DEMOTE_TO = 'demote-to:';

/** Writes the configuration of one caller as options of `addCaller`. */
export function writeCallerOptions({ budget, quota, ...options }: CallerConfig): CallerOptions {
  return {
    ...options,
    ...omitUndefined<CallerOptions>({
      budget: budget && writeBudget(budget),
      quota: quota && { limit: quota.limit, period: QUOTA_PERIODS[quota.period] },
    }),
  };
}

function writeBudget({ whenExceeded, ...budget }: NonNullable<CallerConfig['budget']>) {
  if (whenExceeded === undefined) return budget;
  return { ...budget, whenExceeded: readResponse(whenExceeded) };
}

function readResponse(text: string): BudgetResponse {
  if (text.startsWith(DEMOTE_TO)) return BudgetResponse.demoteTo(text.slice(DEMOTE_TO.length));
  return text === 'reject' ? BudgetResponse.reject() : BudgetResponse.demoteToFlex();
}
