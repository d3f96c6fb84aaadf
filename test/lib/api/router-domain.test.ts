import { Fn } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter, type RouterDomainOptions } from '../../../lib';
import { makeStack, type RouterInStack, synthesize } from '../router-in-stack';

const CERTIFICATE_ARN =
  'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';

function putRouterAt(options: Partial<RouterDomainOptions>, zoneName?: string): RouterInStack {
  const { app, stack } = makeStack();
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789EXAMPLE',
    zoneName: zoneName ?? 'example.com',
  });
  const domain = {
    domainName: 'router.example.com',
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE_ARN),
    ...(zoneName === undefined ? {} : { hostedZone }),
    ...options,
  };
  return { app, stack, router: new BedrockTierRouter(stack, 'Router', { domain }) };
}

function findMapping(template: Template) {
  const mappings = template.findResources('AWS::ApiGateway::BasePathMapping');
  return Object.values(mappings)[0]?.['Properties'];
}

it('stands before the stage of the API, over TLS 1.2', () => {
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
  it('is made in a zone that is given', () => {
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
  ])('of %s is made in the zone %s under its full name', (domainName, zoneName) => {
    const template = synthesize(putRouterAt({ domainName }, zoneName));
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: `${domainName}.` });
  });

  it('takes a name that is known only at deployment', () => {
    const domainName = Fn.importValue('Name');
    const template = synthesize(putRouterAt({ domainName }, 'example.com'));
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'Name' }, '.']] },
    });
  });

  it.each(['router.example.org', 'routerexample.com'])('is not made for %s', (domainName) => {
    expect(() => putRouterAt({ domainName }, 'example.com')).toThrow(
      `domain.domainName must be "example.com" or end in ".example.com", as hostedZone is of that name, got "${domainName}"`,
    );
  });

  it('is left to the user where none is', () => {
    synthesize(putRouterAt({})).resourceCountIs('AWS::Route53::RecordSet', 0);
  });
});

it.each(['', '/bedrock', 'a/b', 'a b'])('refuses the base path "%s"', (basePath) => {
  expect(() => putRouterAt({ basePath })).toThrow(
    `domain.basePath must be letters, digits and "$-_.+!*'()" without slashes, got "${basePath}"`,
  );
});
