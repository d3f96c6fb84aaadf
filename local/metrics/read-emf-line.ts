import { isJsonObject, type JsonObject, parseJsonObject } from '../../lambda/core/json/json-object';

/** The values of one metric under one dimension set. */
export interface MetricReading {
  readonly name: string;
  readonly dimensions: ReadonlyMap<string, string>;
  readonly values: readonly number[];
}

/**
 * Reads the metrics in a line of the function's log. A line that is not in CloudWatch's embedded metric format has none.
 * A metric under two dimension sets is two readings.
 *
 * @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function readEmfLine(line: string): readonly MetricReading[] {
  // Most lines are receipts. Parsing them would waste time.
  const entry = line.includes('"_aws"') ? parseJsonObject(line) : undefined;
  const metadata = entry?.['_aws'];
  if (entry === undefined || !isJsonObject(metadata)) return [];
  return listObjects(metadata['CloudWatchMetrics']).flatMap((directive) =>
    readDirective(directive, entry),
  );
}

function readDirective(directive: JsonObject, entry: JsonObject): readonly MetricReading[] {
  const sets = listItems(directive['Dimensions']).map((names) => readDimensions(names, entry));
  const names = listObjects(directive['Metrics']).map(({ Name }) => String(Name));
  return sets.flatMap((dimensions) =>
    names.map((name) => ({ name, dimensions, values: readValues(entry[name]) })),
  );
}

function readDimensions(names: unknown, entry: JsonObject): ReadonlyMap<string, string> {
  return new Map(listItems(names).map((name) => [String(name), String(entry[String(name)])]));
}

/** A metric that was added several times is a list. */
function readValues(member: unknown): readonly number[] {
  const values = Array.isArray(member) ? member : [member];
  return values.filter((value) => Number.isFinite(value));
}

function listObjects(member: unknown): readonly JsonObject[] {
  return listItems(member).filter(isJsonObject);
}

function listItems(member: unknown): readonly unknown[] {
  return Array.isArray(member) ? member : [];
}
