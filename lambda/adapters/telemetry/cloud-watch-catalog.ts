import type { CatalogTelemetry, RefreshEvent } from '../../app/catalog/ports';
import { CATALOG_METRICS, METRIC_DIMENSIONS } from '../../contract';
import type { ModelEnding } from '../../core/catalog/refresh/list-endings';
import { describeRefreshEvent } from './describe-refresh-event';
import type { LineWriter } from './line-writer';
import type { DimensionSet } from './request-dimensions';
import type { MetricValue } from './request-metrics';

/** Log lines and EMF metrics of the refresh. */
export class CloudWatchCatalogTelemetry implements CatalogTelemetry {
  readonly #lines: LineWriter;

  constructor(lines: LineWriter) {
    this.#lines = lines;
  }

  record(event: RefreshEvent): void {
    const { level, message, facts } = describeRefreshEvent(event);
    this.#lines[level](message, facts);
    if (event.kind === 'ending') this.#publishDays(event.ending);
    if (level === 'error') {
      this.#publish([{}], { name: CATALOG_METRICS.catalogErrors, unit: 'Count', value: 1 });
    }
  }

  /** The set without further dimensions is for the alarm, which cannot search. */
  #publishDays({ operation, baseModelId, days }: ModelEnding): void {
    const { operation: operationName, modelId } = METRIC_DIMENSIONS;
    const sets = [{}, { [operationName]: operation, [modelId]: baseModelId }];
    this.#publish(sets, { name: CATALOG_METRICS.daysToEndOfLife, unit: 'None', value: days });
  }

  #publish(sets: readonly DimensionSet[], metric: MetricValue): void {
    this.#lines.publish({ timestamp: Date.now(), sets, metrics: [metric] });
  }
}
