import { Fn } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter, type RouterDomainOptions } from '../../../lib';
import { CERTIFICATE, CERTIFICATE_ARN } from '../fixtures';
import { makeStack, type RouterInStack, synthesize } from '../router-in-stack';

function putRouterAt(options: Partial<RouterDomainOptions>, zoneName?: string): RouterInStack {
  const { app, stack } = makeStack();
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789EXAMPLE',
    zoneName: zoneName ?? 'example.com',
  });
  const domain = {
    domainName: 'router.example.com',
    certificate: CERTIFICATE,
    ...(zoneName === undefined ? {} : { hostedZone }),
    ...options,
  };
  return { app, stack, router: new BedrockTierRouter(stack, 'Router', { domain }) };
}

function findMapping(template: Template) {
  const mappings = template.findResources('AWS::ApiGateway::BasePathMapping');
  return Object.values(mappings)[0]?.['Properties'];
}

it('is mapped to the stage of the API, and requires TLS 1.2', () => {
  const routerInStack = putRouterAt({});
  const template = synthesize(routerInStack);
  template.hasResourceProperties('AWS::ApiGateway::DomainName', {
    DomainName: 'router.example.com',
    RegionalCertificateArn: CERTIFICATE_ARN,
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: 'TLS_1_2',
  });
  expect(findMapping(template)).toEqual({
    DomainName: { Ref: 'RouterApiCustomDomain2BA2E0BB' },
    RestApiId: { Ref: 'RouterApi30C329D4' },
    Stage: { Ref: 'RouterApiDeploymentStageprod83159A95' },
  });
  expect(routerInStack.router.api.domainName?.node.path).toBe('Pipeline/Router/Api/CustomDomain');
});

it.each([
  [undefined, 'https://router.example.com'],
  ['bedrock', 'https://router.example.com/bedrock'],
])('with the base path %s makes the URL %s', (basePath, url) => {
  const routerInStack = putRouterAt(basePath === undefined ? {} : { basePath });
  expect(routerInStack.router.url).toBe(url);
  const template = synthesize(routerInStack);
  expect(findMapping(template).BasePath).toBe(basePath);
  expect(template.findOutputs('*')).toMatchObject({ RouterUrlA197DCF0: { Value: url } });
});

describe('an alias record', () => {
  it('is created in the hosted zone', () => {
    synthesize(putRouterAt({}, 'example.com')).hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'router.example.com.',
      Type: 'A',
      HostedZoneId: 'Z0123456789EXAMPLE',
      AliasTarget: Match.objectLike({
        DNSName: { 'Fn::GetAtt': ['RouterApiCustomDomain2BA2E0BB', 'RegionalDomainName'] },
      }),
    });
  });

  it.each([
    ['example.com', 'example.com'],
    ['a.b.example.com', 'example.com'],
    ['example.example.com', 'example.com.'],
  ])('for %s is created in the zone %s under its full name', (domainName, zoneName) => {
    const template = synthesize(putRouterAt({ domainName }, zoneName));
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: `${domainName}.` });
  });

  it('is created for a name that is known only at deployment', () => {
    const domainName = Fn.importValue('Name');
    const template = synthesize(putRouterAt({ domainName }, 'example.com'));
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'Name' }, '.']] },
    });
  });

  it.each(['router.example.org', 'routerexample.com'])('is refused for %s', (domainName) => {
    expect(() => putRouterAt({ domainName }, 'example.com')).toThrow(
      `domain.domainName must be "example.com", the name of hostedZone, or end in ".example.com", got "${domainName}"`,
    );
  });

  it('is not created without a hosted zone', () => {
    synthesize(putRouterAt({})).resourceCountIs('AWS::Route53::RecordSet', 0);
  });
});

it.each(['', '/bedrock', 'a/b', 'a b'])('refuses the base path "%s"', (basePath) => {
  expect(() => putRouterAt({ basePath })).toThrow(
    `domain.basePath must be letters, digits and "$-_.+!*'()" without slashes, got "${basePath}"`,
  );
});
