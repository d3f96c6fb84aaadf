import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { type BedrockTierRouterProps, ReplyCache, RouterAlarm, RouterJobs } from '../../../../lib';
import {
  BUILT_IN,
  DEFAULTS,
  HOOKED,
  KEYED,
  putRouterInStack,
  synthesize,
  templateOf,
} from '../../router-in-stack';
import { readWidgets } from '../../synthesized-dashboard';
import { listDashboardMetrics } from '../../synthesized-metrics';
import { writeOut } from '../../write-out';

describe('the dashboard', () => {
  const widgets = readWidgets(templateOf(DEFAULTS));

  it('has its questions in this order', () => {
    const texts = widgets.filter(({ type }) => type === 'text');
    expect(texts.map(({ properties }) => properties.markdown?.split('\n')[0])).toEqual([
      '## Which route does each operation have?',
      '## Which models do the operations use, and when do they end?',
      `As deployed, by the catalog of ${BUILT_IN_CATALOG.date}. USD per million tokens.`,
      '## How many requests are there, and how many fail?',
      '## How long does Bedrock take?',
      '## When does a streamed response begin?',
      '## How many tokens are read and written?',
      '## What does it cost, and what do the tiers save?',
      '## Which costs are not known?',
      '## How often does a fallback serve, or Bedrock on another tier?',
      '## Where are quotas used up?',
      '## How much latency does the router add?',
      '## Do the functions and the mapping work?',
    ]);
  });

  it.each([
    [
      'How many requests are there, and how many fail?',
      ['Requests served', 'Client errors', 'Server errors'],
    ],
    ['How long does Bedrock take?', ['Latency, p50', 'Latency, p90', 'Latency, p99']],
    [
      'How many tokens are read and written?',
      ['Input', 'Output', 'Read from the prompt cache', 'Written to the prompt cache'],
    ],
    ['Where are quotas used up?', ['Throttles', 'Throttles by model']],
    [
      'Do the functions and the mapping work?',
      ['Function errors', 'Function throttles', 'Function duration, p99', 'Mapping errors'],
    ],
  ])('answers "%s" in one row', (question, titles) => {
    const heading = widgets.find(({ properties }) => properties.markdown === `## ${question}`);
    const row = widgets.filter(({ y }) => y === (heading?.y ?? Number.NaN) + 1);
    expect(row.map(({ properties }) => properties.title)).toEqual(titles);
  });

  it('shows a reply cache, and its failures, only where there is one', () => {
    const cached = synthesize(putRouterInStack({ replyCache: ReplyCache.dynamoDb() }));
    const names = (template: typeof cached) =>
      listDashboardMetrics(template)
        .map(({ name }) => name)
        .filter((name) => name.startsWith('Cache') && !name.endsWith('Tokens'));
    expect([...new Set(names(cached))].sort()).toEqual([
      'CacheErrors',
      'CacheHits',
      'CacheSavings',
    ]);
    expect(names(templateOf(DEFAULTS))).toEqual([]);
  });

  it('fills every row from edge to edge', () => {
    const widths = new Map<number, number>();
    for (const { y, width } of widgets) widths.set(y, (widths.get(y) ?? 0) + width);
    expect([...new Set(widths.values())]).toEqual([24]);
  });

  it('labels each vertical axis', () => {
    const graphs = widgets.filter(({ properties }) => properties.metrics !== undefined);
    const units = graphs.map(({ properties }) => properties.yAxis?.left.label);
    expect([...new Set(units)].sort()).toEqual([
      'Days',
      'Errors',
      'Milliseconds',
      'Requests',
      'Throttles',
      'Tokens',
      'USD',
    ]);
  });

  it('shows the deployed routes and the state of the alarms', () => {
    const [mapping, alarms] = widgets;
    expect(mapping?.properties.markdown).toContain(
      '| extraction | `us.amazon.nova-2-lite-v1:0:flex` | [/bedrock-tier-router/operations/extraction](https://<AWS::Region>.console.aws.amazon.com/systems-manager/parameters/%252Fbedrock-tier-router%252Foperations%252Fextraction/description?region=<AWS::Region>) |',
    );
    expect(alarms?.type).toBe('alarm');
    expect(alarms?.properties.alarms).toHaveLength(10);
  });
});

it('draws the days until each model of the routes ends, over the last weeks', () => {
  const widgets = readWidgets(templateOf(DEFAULTS));
  const graph = widgets.find(({ properties }) => properties.title === 'Days until a model ends');
  expect(graph?.properties).toMatchObject({ start: '-P4W', period: 86_400 });
  expect(JSON.stringify(graph?.properties.metrics)).toContain(
    'SEARCH(\'{BedrockTierRouter,service,Operation,ModelId} service=\\"bedrock-tier-router\\" MetricName=\\"DaysToEndOfLife\\"\', \'Minimum\')',
  );
});

it('shows the models without their days if the catalog is not refreshed', () => {
  const widgets = readWidgets(templateOf(BUILT_IN));
  const titles = widgets.map(({ properties }) => properties.title);
  expect(titles).not.toContain('Days until a model ends');
  const text = widgets.find(({ properties }) => properties.markdown?.startsWith('As deployed, by'));
  expect(text?.width).toBe(24);
});

it('has a URL in the console', () => {
  const outputs = templateOf(DEFAULTS).findOutputs('*');
  const [, url] = Object.entries(outputs).find(([id]) => id.startsWith('RouterDashboardUrl')) ?? [];
  expect(writeOut(url?.['Value'])).toBe(
    'https://<AWS::Region>.console.aws.amazon.com/cloudwatch/home?region=<AWS::Region>#dashboards:name=<RouterDashboard79B99AA7>',
  );
});

it('has no alarm widget if there are no alarms', () => {
  const template = templateOf({ alarms: { without: Object.values(RouterAlarm) } });
  const types = readWidgets(template).map(({ type }) => type);
  expect(types).not.toContain('alarm');
});

it('draws both functions if there is a LambdaHook', () => {
  const widgets = readWidgets(templateOf(HOOKED));
  const errors = widgets.find(({ properties }) => properties.title === 'Function errors');
  expect(errors?.properties.metrics).toHaveLength(2);
});

it('shows jobs, and their functions, only where there are any', () => {
  const readTitles = (props: BedrockTierRouterProps) => {
    return readWidgets(templateOf(props)).flatMap(({ properties }) => properties.title ?? []);
  };
  const usual = readTitles(BUILT_IN);
  const jobs = { ...BUILT_IN, jobs: RouterJobs.durable() };
  expect(readTitles(jobs).filter((title) => !usual.includes(title))).toEqual([
    'Jobs submitted',
    'Jobs with an answer',
    'Jobs that failed',
    'Jobs that were stopped',
    'Jobs from submission to end, p50',
    'Jobs from submission to end, p90',
    'Age of the oldest job at its attempts',
  ]);
  const errors = readWidgets(templateOf(jobs)).find(
    ({ properties }) => properties.title === 'Function errors',
  );
  expect(errors?.properties.metrics).toHaveLength(3);
});

it('draws the duration of the authorizer, and its own metric of errors', () => {
  const widgets = readWidgets(templateOf(KEYED));
  const countLines = (title: string) => {
    return widgets.find(({ properties }) => properties.title === title)?.properties.metrics?.length;
  };
  expect(countLines('Function errors')).toBe(2);
  expect(countLines('Function throttles')).toBe(2);
  expect(countLines('Function duration, p99')).toBe(2);
});

it('shows the metrics of its own router alone', () => {
  const searches = readWidgets(templateOf({ ...KEYED, parameterPrefix: '/team/router' }))
    .flatMap(({ properties }) => properties.metrics ?? [])
    .map((line) => JSON.stringify(line))
    .filter((line) => line.includes('BedrockTierRouter,service'));
  expect(searches.length).toBeGreaterThan(20);
  expect(searches.filter((line) => !line.includes('service=\\"team/router\\" '))).toEqual([]);
});

it('can be left out', () => {
  const routerInStack = putRouterInStack({ dashboard: false });
  synthesize(routerInStack).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  expect(routerInStack.router.dashboard).toBeUndefined();
});
