import { beforeAll, describe, expect, it } from 'vitest';
import { RouterAlarm, RouterAuthorization } from '../../../../lib';
import { putRouterInStack, type RouterInStack, synthesize } from '../../router-in-stack';
import { readWidgets, type Widget, writeOut } from '../../synthesized-dashboard';

describe('the dashboard', () => {
  let routerInStack: RouterInStack;
  let widgets: readonly Widget[];

  beforeAll(() => {
    routerInStack = putRouterInStack();
    widgets = readWidgets(synthesize(routerInStack));
  });

  it('asks its questions in this order', () => {
    const texts = widgets.filter(({ type }) => type === 'text');
    expect(texts.map(({ properties }) => properties.markdown?.split('\n')[0])).toEqual([
      '## Which route does an operation take?',
      '## How much is asked, and what fails?',
      '## How long does Bedrock take?',
      '## How soon does a streamed answer begin?',
      '## How many tokens go in and out?',
      '## What does it cost, and what do the tiers save?',
      '## Which call and which tier served?',
      '## Where is the quota short?',
      '## How much time does the router add?',
      '## Are the functions and the mapping well?',
    ]);
  });

  it.each([
    ['How much is asked, and what fails?', ['Requests served', 'Client errors', 'Server errors']],
    ['How long does Bedrock take?', ['Latency, p50', 'Latency, p90', 'Latency, p99']],
    [
      'How many tokens go in and out?',
      ['Input', 'Output', 'Read from the prompt cache', 'Written to the prompt cache'],
    ],
    ['Where is the quota short?', ['Throttles', 'Throttles by model']],
    [
      'Are the functions and the mapping well?',
      ['Function errors', 'Function throttles', 'Function duration, p99', 'Mapping errors'],
    ],
  ])('answers "%s" in one row', (question, titles) => {
    const heading = widgets.find(({ properties }) => properties.markdown === `## ${question}`);
    const row = widgets.filter(({ y }) => y === (heading?.y ?? Number.NaN) + 1);
    expect(row.map(({ properties }) => properties.title)).toEqual(titles);
  });

  it('fills every row from edge to edge', () => {
    const widths = new Map<number, number>();
    for (const { y, width } of widgets) widths.set(y, (widths.get(y) ?? 0) + width);
    expect([...new Set(widths.values())]).toEqual([24]);
  });

  it('names what each vertical axis counts', () => {
    const graphs = widgets.filter(({ properties }) => properties.metrics !== undefined);
    const units = graphs.map(({ properties }) => properties.yAxis?.left.label);
    expect([...new Set(units)].sort()).toEqual([
      'Errors',
      'Milliseconds',
      'Requests',
      'Throttles',
      'Tokens',
      'USD',
    ]);
  });

  it('shows the routes of the deployment, and the state of the alarms', () => {
    const [mapping, alarms] = widgets;
    expect(mapping?.properties.markdown).toContain(
      '| extraction | `us.amazon.nova-2-lite-v1:0:flex` | [/bedrock-tier-router/operations/extraction](https://<AWS::Region>.console.aws.amazon.com/systems-manager/parameters/%252Fbedrock-tier-router%252Foperations%252Fextraction/description?region=<AWS::Region>) |',
    );
    expect(alarms?.type).toBe('alarm');
    expect(alarms?.properties.alarms).toHaveLength(7);
  });

  it('is open to widgets of others', () => {
    expect(routerInStack.router.dashboard?.node.path).toBe('Pipeline/Router/Dashboard');
  });
});

it('has an address in the console', () => {
  const outputs = synthesize(putRouterInStack()).findOutputs('*');
  const [, url] = Object.entries(outputs).find(([id]) => id.startsWith('RouterDashboardUrl')) ?? [];
  expect(writeOut(url?.['Value'])).toBe(
    'https://<AWS::Region>.console.aws.amazon.com/cloudwatch/home?region=<AWS::Region>#dashboards:name=<RouterDashboard79B99AA7>',
  );
});

it('shows no alarms where there are none', () => {
  const routerInStack = putRouterInStack({ alarms: { without: Object.values(RouterAlarm) } });
  const types = readWidgets(synthesize(routerInStack)).map(({ type }) => type);
  expect(types).not.toContain('alarm');
});

it('draws both functions where there is a LambdaHook', () => {
  const routerInStack = putRouterInStack({ lambdaHookFunctionName: 'GENAIIDP-router' });
  const widgets = readWidgets(synthesize(routerInStack));
  const errors = widgets.find(({ properties }) => properties.title === 'Function errors');
  expect(errors?.properties.metrics).toHaveLength(2);
});

it('draws how long the function that lets callers in takes, and not what it refuses', () => {
  const routerInStack = putRouterInStack({ authorization: RouterAuthorization.keys() });
  const widgets = readWidgets(synthesize(routerInStack));
  const countLines = (title: string) => {
    return widgets.find(({ properties }) => properties.title === title)?.properties.metrics?.length;
  };
  expect(countLines('Function errors')).toBe(1);
  expect(countLines('Function throttles')).toBe(2);
  expect(countLines('Function duration, p99')).toBe(2);
});

it('is left out on demand', () => {
  const routerInStack = putRouterInStack({ dashboard: false });
  synthesize(routerInStack).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  expect(routerInStack.router.dashboard).toBeUndefined();
});
