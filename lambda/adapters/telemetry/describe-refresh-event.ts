import type { RefreshEvent } from '../../app/catalog/ports';
import type { RetirementNotice } from '../../core/catalog/refresh/list-endings';
import { describeFailure } from '../../core/errors/describe-cause';

export interface DescribedRefreshEvent {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Most products of a price list are not of the router's models, so the log has only the first problems. */
const MOST_PROBLEMS = 20;

/** Describes an event of a refresh for the log. An error also counts in `CatalogErrors`. */
export function describeRefreshEvent(event: RefreshEvent): DescribedRefreshEvent {
  switch (event.kind) {
    case 'unreadable':
      return error('A source of the catalog could not be read; the last good facts stay in force', {
        source: event.source,
        cause: describeFailure(event.cause),
      });
    case 'empty':
      return error(
        'A source of the catalog has nothing to read; the last good facts stay in force',
        {
          source: event.source,
        },
      );
    case 'refused':
      return describeRefusal(event);
    case 'not-published':
      return error('Changes of the catalog could not be published', {
        cause: describeFailure(event.cause),
      });
    case 'unread': {
      const problems = event.unread.slice(0, MOST_PROBLEMS);
      return info('Some prices could not be read', { count: event.unread.length, problems });
    }
    case 'left-out':
      return warn('The catalog parameter has no room for the changes of some models', {
        models: event.models,
      });
    case 'price-changed': {
      const { modelId, ...notice } = event.notice;
      return warn('Price changed', { model_id: modelId, ...notice });
    }
    case 'retiring': {
      const { operations, alternatives } = event.notice;
      return warn('Model retiring', { ...describeEnd(event.notice), operations, alternatives });
    }
    case 'ending': {
      const { operation, days, ...ending } = event.ending;
      const end = describeEnd({ ...ending, daysToEndOfLife: days });
      return info('End of a model is known', { operation, ...end });
    }
    case 'refreshed':
      return info(event.isWritten ? 'Catalog written' : 'Catalog unchanged', {
        models: event.models,
      });
    default:
      return event satisfies never;
  }
}

function describeRefusal({
  refused: { modelId, difference, reason },
}: Extract<RefreshEvent, { kind: 'refused' }>): DescribedRefreshEvent {
  const { profiles, regions } = difference.row;
  return error('Price refused as implausible; the last good one stays in force', {
    model_id: modelId,
    profiles,
    regions,
    reason,
  });
}

function describeEnd(end: Pick<RetirementNotice, 'modelId' | 'endOfLife' | 'daysToEndOfLife'>) {
  const { modelId, endOfLife, daysToEndOfLife } = end;
  return { model_id: modelId, end_of_life: endOfLife, days_to_end_of_life: daysToEndOfLife };
}

function info(message: string, facts: DescribedRefreshEvent['facts']): DescribedRefreshEvent {
  return { level: 'info', message, facts };
}

function warn(message: string, facts: DescribedRefreshEvent['facts']): DescribedRefreshEvent {
  return { level: 'warn', message, facts };
}

function error(message: string, facts: DescribedRefreshEvent['facts']): DescribedRefreshEvent {
  return { level: 'error', message, facts };
}
