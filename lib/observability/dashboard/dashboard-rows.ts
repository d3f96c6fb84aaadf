import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { BUDGET_METRICS, CACHE_METRICS, JOB_METRICS, METRICS } from '../../../lambda/contract';
import type { SearchedBy, SearchedMetric } from './search-metric';

/** A graph of one metric, with a line for each tier and each operation, model or caller. */
export interface DashboardGraph extends SearchedMetric {
  readonly title: string;
  /** The label of the vertical axis. */
  readonly unit: string;
}

/** A question, and the graphs that answer it side by side. */
export interface DashboardRow {
  readonly question: string;
  readonly graphs: readonly DashboardGraph[];
}

const countRequests = sumOf('Requests');
const countJobs = sumOf('Jobs');
const countWarnings = sumOf('Warnings');
const countTokens = sumOf('Tokens');
const sumUsd = sumOf('USD');

/** The rows of every dashboard, from metrics that the function publishes by tier. */
export const DASHBOARD_ROWS: readonly DashboardRow[] = [
  {
    question: 'How many requests are there, and how many fail?',
    graphs: [
      countRequests('Requests served', METRICS.invocations),
      countRequests('Client errors', METRICS.invocationClientErrors),
      countRequests('Server errors', METRICS.invocationServerErrors),
    ],
  },
  {
    question: 'How long does Bedrock take?',
    graphs: timePercentiles('Latency', METRICS.invocationLatency),
  },
  {
    question: 'When does a streamed response begin?',
    graphs: timePercentiles('Time to first token', METRICS.timeToFirstToken),
  },
  {
    question: 'How many tokens are read and written?',
    graphs: [
      countTokens('Input', METRICS.inputTokenCount),
      countTokens('Output', METRICS.outputTokenCount),
      countTokens('Read from the prompt cache', METRICS.cacheReadInputTokens),
      countTokens('Written to the prompt cache', METRICS.cacheWriteInputTokens),
    ],
  },
  {
    question: 'What does it cost, and what do the tiers save?',
    graphs: [
      sumUsd('Estimated cost', METRICS.estimatedCost),
      sumUsd('Estimated cost by model', METRICS.estimatedCost, 'model'),
      sumUsd('Estimated savings against the default tier', METRICS.estimatedSavings),
    ],
  },
  {
    question: 'Which costs are not known?',
    graphs: [
      countRequests('Without a price', METRICS.unpricedInvocations),
      countRequests('Without a price by model', METRICS.unpricedInvocations, 'model'),
      countRequests('Without a known usage', METRICS.unknownUsageInvocations),
    ],
  },
  {
    question: 'How often does a fallback serve, or Bedrock on another tier?',
    graphs: [
      countRequests('Fallbacks: not served by the first call', METRICS.tierFallbacks),
      countRequests('Downgrades: Bedrock served another tier than asked', METRICS.tierDowngrades),
      countRequests('Downgrades by model', METRICS.tierDowngrades, 'model'),
      countRequests('Calls of retired and inaccessible models', METRICS.unavailableModels),
    ],
  },
  {
    question: 'Where are quotas used up?',
    graphs: [
      countRequests('Throttles', METRICS.invocationThrottles),
      countRequests('Throttles by model', METRICS.invocationThrottles, 'model'),
    ],
  },
  {
    question: 'How much latency does the router add?',
    graphs: timePercentiles('Router latency', METRICS.routerLatency),
  },
];

/** The row of a router with a reply cache. */
export const CACHE_ROW: DashboardRow = {
  question: 'How many requests does the cache answer?',
  graphs: [
    countRequests('Answered by the cache', CACHE_METRICS.cacheHits),
    sumUsd('What these would have cost', CACHE_METRICS.cacheSavings),
  ],
};

/** The rows of a router with jobs. */
export const JOBS_ROWS: readonly DashboardRow[] = [
  {
    question: 'How many jobs are there, and how many fail?',
    graphs: [
      countJobs('Jobs submitted', JOB_METRICS.jobsQueued),
      countJobs('Jobs with an answer', JOB_METRICS.jobsSucceeded),
      countJobs('Jobs that failed', JOB_METRICS.jobsFailed),
      countJobs('Jobs that were stopped', JOB_METRICS.jobsStopped),
    ],
  },
  {
    question: 'How long do jobs wait?',
    graphs: [
      timeJobs('Jobs from submission to end, p50', JOB_METRICS.jobWait, 'p50'),
      timeJobs('Jobs from submission to end, p90', JOB_METRICS.jobWait, 'p90'),
      timeJobs('Age of the oldest job at its attempts', JOB_METRICS.jobAge, Stats.MAXIMUM),
    ],
  },
];

/** The rows of a router whose callers have keys. */
export const CALLERS_ROWS: readonly DashboardRow[] = [
  {
    question: 'How much does each caller use?',
    graphs: [
      countRequests('Requests served by caller', METRICS.invocations, 'caller'),
      sumUsd('Estimated cost by caller', METRICS.estimatedCost, 'caller'),
      countRequests('Throttles by caller', METRICS.invocationThrottles, 'caller'),
    ],
  },
  {
    question: 'Do callers keep to their budgets?',
    graphs: [
      countWarnings('Reached 80 or 100 %', BUDGET_METRICS.budgetWarnings, 'budget'),
      countRequests('Cost more than was reserved', BUDGET_METRICS.budgetOverruns, 'budget'),
      countRequests('Reservations released', BUDGET_METRICS.budgetReleases, 'budget'),
    ],
  },
];

function sumOf(unit: string) {
  return (title: string, metricName: string, by: SearchedBy = 'operation'): DashboardGraph => {
    return { title, metricName, statistic: Stats.SUM, by, unit };
  };
}

function timePercentiles(title: string, metricName: string): readonly DashboardGraph[] {
  return ['p50', 'p90', 'p99'].map((statistic) => {
    return {
      title: `${title}, ${statistic}`,
      metricName,
      statistic,
      by: 'operation',
      unit: 'Milliseconds',
    };
  });
}

function timeJobs(title: string, metricName: string, statistic: string): DashboardGraph {
  return { title, metricName, statistic, by: 'operation', unit: 'Milliseconds' };
}
