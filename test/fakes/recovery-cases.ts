import type { AttemptResult } from '../../lambda/core/recovery/attempt';

/** What Bedrock answers to a call that fails. */
export type FailedAnswer = keyof typeof FAILED_ANSWERS;

/** Each as an attempt has it. */
export const FAILED_ANSWERS = {
  unavailable: answered(503, 'ServiceUnavailableException'),
  internal: answered(500, 'InternalServerException'),
  'bad-gateway': answered(502, ''),
  'gateway-timeout': answered(504, ''),
  timeout: answered(408, 'ModelTimeoutException'),
  'not-ready': answered(429, 'ModelNotReadyException'),
  throttle: answered(429, 'ThrottlingException'),
  'model-error': answered(424, 'ModelErrorException'),
  'access-denied': answered(403, 'AccessDeniedException'),
  'not-found': answered(404, 'ResourceNotFoundException'),
  invalid: answered(400, 'ValidationException'),
  retired: answered(
    404,
    'ResourceNotFoundException',
    'This model version has reached the end of its life.',
  ),
  legacy: answered(
    403,
    'AccessDeniedException',
    'Access denied. This Model is marked by provider as Legacy.',
  ),
  'no-access': answered(
    403,
    'AccessDeniedException',
    "You don't have access to the model with the specified model ID.",
  ),
  'tier-refused': answered(
    400,
    'ValidationException',
    'The provided service tier is not supported for this model',
  ),
  unreachable: { kind: 'unreachable' },
  silent: { kind: 'silent' },
  broken: { kind: 'broken' },
} as const satisfies Readonly<Record<string, AttemptResult>>;

function answered<Status extends number>(status: Status, exception: string, message = 'no') {
  return { kind: 'answered', status, exception, message } as const;
}

/** One row: what Bedrock answers along a route, and how the router recovers. Bedrock serves all calls after these answers. */
export interface RecoveryCase {
  readonly route: string;
  readonly isStrict?: boolean;
  readonly answers: readonly FailedAnswer[];
  /** `N:flex=503`, in order. */
  readonly attempts: readonly string[];
  /** The header `x-router-tier-fallback`. */
  readonly tierFallback?: string;
}

/** How the router recovers, cause by cause. */
export const RECOVERY_CASES: Readonly<Record<string, readonly RecoveryCase[]>> = {
  'nothing fails': [{ route: 'N:flex > N', answers: [], attempts: ['N:flex=200'] }],
  'capacity: the same call once more': [
    { route: 'N:flex > N', answers: ['unavailable'], attempts: ['N:flex=503', 'N:flex=200'] },
    { route: 'N:flex > N', answers: ['internal'], attempts: ['N:flex=500', 'N:flex=200'] },
    { route: 'N:flex > N', answers: ['bad-gateway'], attempts: ['N:flex=502', 'N:flex=200'] },
    { route: 'N:flex > N', answers: ['gateway-timeout'], attempts: ['N:flex=504', 'N:flex=200'] },
    { route: 'N:flex > N', answers: ['not-ready'], attempts: ['N:flex=429', 'N:flex=200'] },
    {
      route: 'N:flex > N',
      answers: ['unreachable'],
      attempts: ['N:flex=unreachable', 'N:flex=200'],
    },
  ],
  'capacity: then the next candidate': [
    {
      route: 'N:flex > N > G:flex',
      answers: ['unavailable', 'unavailable'],
      attempts: ['N:flex=503', 'N:flex=503', 'N=200'],
      tierFallback: 'capacity',
    },
    {
      route: 'N:flex > N > G:flex',
      answers: ['unavailable', 'internal', 'bad-gateway', 'unavailable'],
      attempts: ['N:flex=503', 'N:flex=500', 'N=502', 'N=503', 'G:flex=200'],
      tierFallback: 'capacity',
    },
    {
      route: 'N:flex > N',
      answers: ['unavailable', 'unavailable', 'unavailable', 'unavailable'],
      attempts: ['N:flex=503', 'N:flex=503', 'N=503', 'N=503'],
      tierFallback: 'capacity',
    },
    {
      route: 'N',
      answers: ['unreachable', 'unreachable'],
      attempts: ['N=unreachable', 'N=unreachable'],
    },
  ],
  'silence: the next candidate, because the same call again is paid twice': [
    {
      route: 'N:flex > N',
      answers: ['silent'],
      attempts: ['N:flex=silent', 'N=200'],
      tierFallback: 'silence',
    },
    {
      route: 'N:flex > N',
      answers: ['broken'],
      attempts: ['N:flex=broken', 'N=200'],
      tierFallback: 'silence',
    },
    {
      route: 'N:flex > N',
      answers: ['unavailable', 'silent'],
      attempts: ['N:flex=503', 'N:flex=silent', 'N=200'],
      tierFallback: 'silence',
    },
    {
      route: 'N:flex > N',
      answers: ['timeout'],
      attempts: ['N:flex=408', 'N=200'],
      tierFallback: 'silence',
    },
    {
      route: 'N:flex > N',
      answers: ['timeout', 'broken'],
      attempts: ['N:flex=408', 'N=broken'],
    },
    { route: 'N', answers: ['timeout'], attempts: ['N=408'] },
    {
      route: 'N > gemma',
      answers: ['silent', 'silent'],
      attempts: ['N=silent', 'gemma=silent'],
    },
  ],
  'quota: the next candidate of another base model': [
    {
      route: 'N:flex > N > G:flex',
      answers: ['throttle'],
      attempts: ['N:flex=429', 'G:flex=200'],
      tierFallback: 'quota',
    },
    {
      route: 'N:flex > N > N:priority > B',
      answers: ['throttle'],
      attempts: ['N:flex=429', 'B=200'],
      tierFallback: 'quota',
    },
    {
      route: 'N:flex > N > G:flex',
      answers: ['unavailable', 'throttle'],
      attempts: ['N:flex=503', 'N:flex=429', 'G:flex=200'],
      tierFallback: 'quota',
    },
    { route: 'N:flex > N > N:priority', answers: ['throttle'], attempts: ['N:flex=429'] },
    {
      route: 'N > G',
      answers: ['throttle', 'throttle'],
      attempts: ['N=429', 'G=429'],
      tierFallback: 'quota',
    },
    {
      route: 'N:flex > N > G:flex',
      answers: ['throttle', 'unavailable', 'unavailable'],
      attempts: ['N:flex=429', 'G:flex=503', 'G:flex=503'],
      tierFallback: 'quota',
    },
  ],
  'a refused tier: the same model without a tier': [
    {
      route: 'L:flex > G',
      answers: ['tier-refused'],
      attempts: ['L:flex=400', 'L=200'],
      tierFallback: 'unsupported',
    },
    {
      route: 'L:flex > G',
      answers: ['tier-refused', 'unavailable'],
      attempts: ['L:flex=400', 'L=503', 'L=200'],
      tierFallback: 'unsupported',
    },
    {
      route: 'N:flex > L:flex',
      answers: ['throttle', 'tier-refused'],
      attempts: ['N:flex=429', 'L:flex=400', 'L=200'],
      tierFallback: 'unsupported',
    },
    {
      route: 'L:flex > G',
      answers: ['tier-refused', 'unavailable', 'unavailable'],
      attempts: ['L:flex=400', 'L=503', 'L=503', 'G=200'],
      tierFallback: 'capacity',
    },
    {
      route: 'L:flex > G',
      answers: ['tier-refused', 'broken'],
      attempts: ['L:flex=400', 'L=broken', 'G=200'],
      tierFallback: 'silence',
    },
    {
      route: 'L > L:flex > G',
      answers: ['unavailable', 'unavailable', 'tier-refused'],
      attempts: ['L=503', 'L=503', 'L:flex=400', 'G=200'],
      tierFallback: 'unsupported',
    },
  ],
  'a model that is retired or not accessible: the next candidate of another base model': [
    {
      route: 'N:flex > G:flex',
      answers: ['retired'],
      attempts: ['N:flex=404', 'G:flex=200'],
      tierFallback: 'retired',
    },
    {
      route: 'N:flex > N > gemma',
      answers: ['legacy'],
      attempts: ['N:flex=403', 'gemma=200'],
      tierFallback: 'retired',
    },
    {
      route: 'N > G > B',
      answers: ['no-access', 'retired'],
      attempts: ['N=403', 'G=404', 'B=200'],
      tierFallback: 'retired',
    },
    {
      route: 'N > gemma',
      answers: ['no-access'],
      attempts: ['N=403', 'gemma=200'],
      tierFallback: 'no-access',
    },
    { route: 'N:flex > N', answers: ['no-access'], attempts: ['N:flex=403'] },
    {
      route: 'N > gemma',
      answers: ['retired', 'no-access'],
      attempts: ['N=404', 'gemma=403'],
      tierFallback: 'retired',
    },
    {
      route: 'N > gemma',
      answers: ['retired', 'invalid'],
      attempts: ['N=404', 'gemma=400'],
      tierFallback: 'retired',
    },
  ],
  'anything else goes back unchanged': [
    { route: 'N:flex > N', answers: ['model-error'], attempts: ['N:flex=424'] },
    { route: 'N:flex > N', answers: ['access-denied'], attempts: ['N:flex=403'] },
    { route: 'N:flex > N', answers: ['not-found'], attempts: ['N:flex=404'] },
    { route: 'N:flex > N', answers: ['invalid'], attempts: ['N:flex=400'] },
    {
      route: 'N:flex > N',
      answers: ['unavailable', 'access-denied'],
      attempts: ['N:flex=503', 'N:flex=403'],
    },
  ],
  'a strict request stays with the requested candidate': [
    {
      route: 'N:flex > G',
      isStrict: true,
      answers: ['unavailable'],
      attempts: ['N:flex=503', 'N:flex=200'],
    },
    {
      route: 'N:flex > G',
      isStrict: true,
      answers: ['unavailable', 'unavailable'],
      attempts: ['N:flex=503', 'N:flex=503'],
    },
    { route: 'N:flex > G', isStrict: true, answers: ['throttle'], attempts: ['N:flex=429'] },
    { route: 'N:flex > G', isStrict: true, answers: ['silent'], attempts: ['N:flex=silent'] },
    { route: 'L:flex > G', isStrict: true, answers: ['tier-refused'], attempts: ['L:flex=400'] },
    { route: 'N:flex > G', isStrict: true, answers: ['retired'], attempts: ['N:flex=404'] },
  ],
};

/** The cases with the headings under which they stand. */
export function listRecoveryCases(): readonly (readonly [string, RecoveryCase])[] {
  return Object.entries(RECOVERY_CASES).flatMap(([heading, cases]) =>
    cases.map((each) => [`${heading}: ${each.route} meets ${each.answers}`, each] as const),
  );
}
