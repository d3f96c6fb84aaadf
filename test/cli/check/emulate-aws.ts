import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { NOVA } from '../start-account';

type Answers = Readonly<Record<string, unknown>>;

export const IDENTITY = {
  Arn: 'arn:aws:sts::111122223333:assumed-role/Operator/anna',
  Account: '111122223333',
};

/** What a healthy account answers: a part of the request's target, path or body → its answer. */
export const HEALTHY: Answers = {
  GetCallerIdentity: `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${IDENTITY.Arn}</Arn><Account>${IDENTITY.Account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  '/foundation-models': {
    modelSummaries: [
      {
        modelId: 'amazon.nova-2-lite-v1:0',
        modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0',
        modelName: 'Nova 2 Lite',
        modelLifecycle: { status: 'ACTIVE' },
        inferenceTypesSupported: ['INFERENCE_PROFILE'],
      },
      {
        modelId: 'google.gemma-3-27b-it',
        modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/google.gemma-3-27b-it',
        modelName: 'Gemma 3 27B IT',
        modelLifecycle: { status: 'ACTIVE' },
        inferenceTypesSupported: ['ON_DEMAND'],
      },
    ],
  },
  '/inference-profiles': {
    inferenceProfileSummaries: [{ inferenceProfileId: NOVA, status: 'ACTIVE' }],
  },
  '/foundation-model-availability/': {
    modelId: 'any',
    authorizationStatus: 'AUTHORIZED',
    entitlementAvailability: 'AVAILABLE',
    agreementAvailability: { status: 'AVAILABLE' },
    regionAvailability: 'AVAILABLE',
  },
  ListServiceQuotas: {
    Quotas: [
      {
        QuotaName: 'Cross-region model inference tokens per minute for Amazon Nova 2 Lite Omni',
        Value: 1,
      },
      {
        QuotaName: 'Cross-region model inference tokens per minute for Amazon Nova 2 Lite',
        Value: 4_000_000,
      },
      {
        QuotaName: 'Global cross-region model inference tokens per minute for Amazon Nova 2 Lite',
        Value: 2,
      },
      {
        QuotaName: 'On-demand InvokeModel tokens per minute for Gemma 3 27B IT V1',
        Value: 100_000,
      },
    ],
  },
  GetMetricData: {
    MetricDataResults: [
      { Id: 'tokens0', Values: [1_200, 40_000, 7] },
      { Id: 'tokens1', Values: [90_000] },
    ],
  },
  '/converse': { output: { message: { role: 'assistant', content: [{ text: 'Yes' }] } } },
};

/** Answers AWS's services. An answer with `__type` is an error. */
export function emulateAws(answers: Answers) {
  const bodies: string[] = [];
  const listener: RequestListener = async (request, response) => {
    const body = await text(request);
    const key = findKey(request, body, answers);
    if (key.includes('converse')) bodies.push(body);
    const answer = key === '' ? { __type: 'UnknownOperationException' } : answers[key];
    const isError = typeof answer === 'object' && answer !== null && '__type' in answer;
    response.writeHead(isError ? 400 : 200, { 'content-type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };
  const accepts = ({ headers: { authorization = '' }, url = '' }: IncomingMessage) =>
    /\/(sts|bedrock|servicequotas|monitoring)\/aws4_request/.test(authorization) ||
    url.includes('/converse');
  return { accepts, listener, bodies };
}

function findKey({ headers, url }: IncomingMessage, body: string, answers: Answers): string {
  const asked = `${headers['x-amz-target'] ?? ''} ${url} ${body}`;
  return Object.keys(answers).find((key) => asked.includes(key)) ?? '';
}
