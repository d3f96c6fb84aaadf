import type { AnsweredResult } from './attempt';

/**
 * Why Bedrock refuses a model for good: the model has come to its end, or the account or the Region has no access to it.
 */
export type ModelRefusal = 'retired' | 'no-access';

const STATUSES: readonly number[] = [400, 403, 404];

/** IAM names the action after the colon. Another model does not give the role more rights. */
const IAM_DENIAL = /not authorized to perform:?\s+[a-z0-9-]+:\w|explicit deny/i;
/** The body is at fault, and the message may quote it. */
const BODY_FAULT = /malformed|validation errors? detected|returned the following error/i;
const OTHER_RESOURCE = /\b(guardrails?|knowledge bases?|prompts?|buckets?|s3|kms)\b/i;

const MODEL = String.raw`\b(?:models?|inference profiles?)\b`;
/** Up to the end of the clause. Model IDs contain dots and colons. */
const REST = String.raw`(?:(?!parameter|field|\x60|[,;]|\.\s).)*?`;
const IS_NOT = String.raw`(?:(?:is|was|are|has|have|been|yet|currently)\s+)*(?:\w+n['’]t|not)\s+(?:been\s+|yet\s+|currently\s+)*`;
const AVAILABLE =
  '(?:available|enabled|supported|offered|accessible|activated|allowed|permitted|granted|found|recognized|exist)';

const RETIRED: readonly RegExp[] = [
  /\bend[\s-]+of[\s-]+(?:its[\s-]+|the[\s-]+|support[\s-]+)?(?:life|support|service)/i,
  /\bEOL\b/,
  /\b(?:as|is|was|now|a|in) (?:a )?["'“]?legacy\b/i,
  new RegExp(
    `${MODEL}${REST}\\b(?:retired|deprecated|discontinued|decommissioned|sunset|withdrawn)\\b`,
    'i',
  ),
  new RegExp(
    `${MODEL}${REST}\\bno longer (?:be )?(?:available|supported|offered|served|accessible|active|in service|invoked|used)\\b`,
    'i',
  ),
];

/** Holds for every status. */
const NO_ACCESS: readonly RegExp[] = [
  /\b(?:do|does|did)(?:n['’]t| not) have access to\b/i,
  /\bmodel access\b.*\b(?:denied|not|disabled|required)\b/i,
  /\baccess to\b.*\bmodels?\b.*\b(?:denied|not|disabled|required|\w+n['’]t)\b/i,
  /\bno access to\b/i,
  /could(?:n['’]t| not) (?:be )?(?:resolved?|find|found)\b/i,
  /\b(?:model|inference profile) (?:identifier|id|arn)\b.{0,300}\b(?:invalid|not valid|unknown)\b/i,
  /\bon-demand throughput\b.*(?:not|n['’]t) supported/i,
  /\buse case details\b/i,
  /\bnot (?:authorized|allowed|entitled|permitted|subscribed) to (?:use|access|invoke|call)\b/i,
  /\b(?:unsupported|not supported in|not available in|n['’]t (?:supported|available) in)\b.*\b(?:regions?|countr(?:y|ies)|territor(?:y|ies)|locations?)\b/i,
];

const UNAVAILABLE = new RegExp(`${MODEL}${REST}\\s${IS_NOT}${AVAILABLE}\\b`, 'i');
/** A 400 that calls something unavailable may speak of a member of the body, unless it names one of these. */
const WHERE =
  /\b(?:regions?|accounts?|countr(?:y|ies)|territor(?:y|ies)|locations?|partitions?)\b/i;

/** Undefined if the error is about something else than the model as such. */
export function findModelRefusal({ status, message }: AnsweredResult): ModelRefusal | undefined {
  if (message === undefined || !STATUSES.includes(status)) return undefined;
  if (!new RegExp(MODEL, 'i').test(message)) return undefined;
  if ([IAM_DENIAL, BODY_FAULT, OTHER_RESOURCE].some((words) => words.test(message))) {
    return undefined;
  }
  if (RETIRED.some((words) => words.test(message))) return 'retired';
  const isUnavailable = UNAVAILABLE.test(message) && (status !== 400 || WHERE.test(message));
  return isUnavailable || NO_ACCESS.some((words) => words.test(message)) ? 'no-access' : undefined;
}
