import { Duration, Fn } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import {
  type BedrockTierRouterProps,
  GuardrailTrace,
  OperationSettings,
  PromptCaching,
  ReplyCache,
  ReplyCacheScope,
  ServiceTier,
  TieredModel,
} from '../../../lib';
import { readRouterConfig } from '../read-router-config';
import { DEFAULTS, putRouterInStack, templateOf } from '../router-in-stack';
import { writeOut } from '../write-out';

const NOVA = TieredModel.NOVA_2_LITE_US;
const GEMMA = TieredModel.of('google.gemma-3-27b-it', ServiceTier.FLEX);

const SETTINGS: BedrockTierRouterProps = {
  operations: { extraction: [NOVA] },
  guardrails: ['gr1abc'],
  replyCache: ReplyCache.dynamoDb(),
  lambdaHookFunctionName: 'GENAIIDP-tier-router',
  settings: {
    extraction: OperationSettings.of({
      split: [{ name: 'gemma', route: [GEMMA, NOVA], weight: 30 }],
      when: [
        {
          route: [NOVA.withTier(ServiceTier.PRIORITY)],
          promptTokensAbove: 20_000,
          caller: ['claims'],
          metadata: { team: 'x' },
          hours: '22-06',
          timeZone: 'Europe/Berlin',
          stream: false,
        },
      ],
      defaults: { inferenceConfig: { maxTokens: 2048 } },
      set: { inferenceConfig: { temperature: 0 } },
      promptCaching: PromptCaching.AUTO,
      streamUsage: true,
      thinking: { budgetTokens: 4000, interleaved: true },
      guardrail: { id: 'gr1abc', version: '3', trace: GuardrailTrace.ENABLED },
      cache: { maxAge: Duration.hours(1), scope: ReplyCacheScope.OPERATION },
      retry: { attempts: 3, onStatuses: [429, 503] },
      timeouts: {
        firstByte: Duration.seconds(20),
        idle: Duration.millis(1_500),
        whole: Duration.minutes(1),
      },
      jobs: { escalateAfter: 0.5 },
    }),
    direct: OperationSettings.fromObject({ promptCaching: 'auto' }),
  },
};

function readValue(props: BedrockTierRouterProps, name: string) {
  const parameters = templateOf(props).findResources('AWS::SSM::Parameter', {
    Properties: { Name: `/bedrock-tier-router/settings/${name}` },
  });
  const [parameter] = Object.values(parameters);
  return JSON.parse(writeOut(parameter?.['Properties'].Value));
}

describe('settings', () => {
  it('are a parameter for each operation, as the function reads them', () => {
    expect(readValue(SETTINGS, 'extraction')).toEqual({
      split: [
        {
          name: 'gemma',
          route: 'google.gemma-3-27b-it:flex,us.amazon.nova-2-lite-v1:0',
          weight: 30,
        },
      ],
      when: [
        {
          if: {
            promptTokensAbove: 20_000,
            caller: ['claims'],
            metadata: { team: 'x' },
            hours: '22-06',
            timeZone: 'Europe/Berlin',
            stream: false,
          },
          route: 'us.amazon.nova-2-lite-v1:0:priority',
        },
      ],
      defaults: { inferenceConfig: { maxTokens: 2048 } },
      set: { inferenceConfig: { temperature: 0 } },
      promptCaching: 'auto',
      streamUsage: true,
      thinking: { budgetTokens: 4000, interleaved: true },
      guardrail: { id: 'gr1abc', version: '3', trace: 'enabled' },
      cache: { mode: 'simple', maxAgeSeconds: 3600, scope: 'operation' },
      retry: { attempts: 3, onStatuses: [429, 503] },
      timeouts: { firstByteSeconds: 20, idleSeconds: 1.5, wholeSeconds: 60 },
      jobs: { escalateAfter: 0.5 },
    });
    expect(readValue(SETTINGS, 'direct')).toEqual({ promptCaching: 'auto' });
  });

  it('are written after the functions that read them', () => {
    templateOf(SETTINGS).hasResource('AWS::SSM::Parameter', {
      Properties: { Name: '/bedrock-tier-router/settings/extraction' },
      DependsOn: Match.arrayWith([
        Match.stringLikeRegexp('RouterFunction'),
        Match.stringLikeRegexp('RouterLambdaHook'),
      ]),
    });
  });

  it('are named in the environment, and allow the models of their routes', () => {
    const config = readRouterConfig(templateOf(SETTINGS));
    expect(config['operationsWithSettings']).toEqual(['extraction', 'direct']);
    expect(config['allowedModels']).toEqual([
      'us.amazon.nova-2-lite-v1:0',
      'google.gemma-3-27b-it',
    ]);
  });

  it('add nothing to a template without them', () => {
    expect(readRouterConfig(templateOf(DEFAULTS))).not.toHaveProperty('operationsWithSettings');
    expect(JSON.stringify(templateOf(DEFAULTS).findResources('AWS::SSM::Parameter'))).not.toContain(
      '/settings/',
    );
  });

  it('may have values that only the deployment knows', () => {
    const model = TieredModel.of(Fn.importValue('Profile'), ServiceTier.FLEX);
    const guardrail = { id: Fn.importValue('Guardrail'), version: Fn.importValue('Version') };
    const settings = OperationSettings.of({
      split: [{ name: 'own', route: [model], weight: 5 }],
      guardrail,
    });
    const props = { settings: { extraction: settings }, guardrails: [guardrail.id] };
    expect(readValue(props, 'extraction')).toEqual({
      split: [{ name: 'own', route: '<Profile>:flex', weight: 5 }],
      guardrail: { id: '<Guardrail>', version: '<Version>' },
    });
    expect(readRouterConfig(templateOf(props))['allowedModels']).toContain('<Profile>');
  });
});

describe('settings are refused', () => {
  const of = (value: { [member: string]: unknown }, operation = 'extraction') => ({
    settings: { [operation]: OperationSettings.fromObject(value) },
  });
  const split = [{ name: 'gemma', route: 'google.gemma-3-27b-it:flex', weight: 5 }];

  it.each<[string, BedrockTierRouterProps, string]>([
    [
      'with a misspelt member',
      of({ promptCashing: 'auto' }),
      'the settings of the operation "extraction" are not valid: the value has no member "promptCashing"; did you mean promptCaching?',
    ],
    [
      'with a value out of bounds',
      { settings: { extraction: OperationSettings.of({ retry: { attempts: 9 } }) } },
      'the settings of the operation "extraction" are not valid: retry.attempts is 9, not a whole number from 1 to 5',
    ],
    [
      'with a cache that the router does not have',
      of({ cache: { mode: 'simple', maxAgeSeconds: 60 } }),
      'cache is not allowed here, because it stores replies; the deploy allows it by replyCache',
    ],
    [
      'for a name that is no operation',
      of({}, 'Extraction'),
      'the operation name "Extraction" must be lower-case letters',
    ],
    [
      'with a split of calls that name a model',
      of({ split }, 'direct'),
      'split is not for "direct", because the caller names the model',
    ],
    [
      'with a model that is not allowed',
      { ...of({ split }), allowedModels: ['us.amazon.nova-2-lite-v1:0'] },
      'the operation "extraction" names the model "google.gemma-3-27b-it", which is not in allowedModels: us.amazon.nova-2-lite-v1:0',
    ],
    [
      'with a tier that is not allowed',
      {
        ...of({ split }),
        operations: { extraction: [NOVA] },
        allowedTiers: [ServiceTier.DEFAULT],
      },
      'the operation "extraction" asks for the tier "flex", which is not in allowedTiers: default',
    ],
    [
      'with a guardrail that is not allowed',
      of({ guardrail: { id: 'gr1', version: '1' } }),
      'the settings of the operation "extraction" name the guardrail "gr1", which is not in guardrails: none',
    ],
    [
      'that are too long for a parameter',
      of({ set: { system: [{ text: 'x'.repeat(4_096) }] } }),
      'the settings of the operation "extraction" have 4128 bytes, but a parameter has at most 4096',
    ],
  ])('%s', (_, props, message) => {
    expect(() => putRouterInStack(props)).toThrow(message);
  });
});
