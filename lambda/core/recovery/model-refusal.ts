import type { AnsweredResult } from './attempt';

/**
 * Why Bedrock refuses a model for good: the model has come to its end, or the account or the Region has no access to it.
 */
export type ModelRefusal = 'retired' | 'no-access';

/** Faults of the body. Such a message may quote the body. */
const INVALID = 400;
/** Without a body at fault, they are about rights or about something that does not exist. */
const REFUSED: readonly number[] = [403, 404];

const ABOUT_MODEL = /\b(?:models?|inference profiles?)\b/i;
/** Another model would not help. IAM names the action of the role. */
const ABOUT_ELSE: readonly RegExp[] = [
  /not authorized to perform[^.(]*?\b[a-z0-9-]+:\w|explicit deny|\bendpoint policy\b/i,
  /\b(?:api keys?|tokens?|signatures?|credentials?)\b/i,
  /\b(?:guardrails?|knowledge bases?|projects?|prompts?|buckets?|s3|kms)\b/i,
  /malformed|validation errors? detected|returned the following error/i,
];

/** A clause about the model, and not about what belongs to it. Model IDs contain dots and colons. */
const MODEL = String.raw`(?<!\b(?:by|for|of|on|to|with) (?:\w+ )?)\b(?:models?|inference profiles?)\b(?!['’]s\b)(?:(?!parameter|field|\x60|[,;]|[.:]\s).)*?\b`;
const WHERE = String.raw`\b(?:regions?|accounts?|countr(?:y|ies)|territor(?:y|ies)|locations?|partitions?)\b`;

const AT_ITS_END =
  /\bend[\s-]+of[\s-]+(?:its[\s-]+|the[\s-]+)?(?:life|support|service)|\bEOL\b|\blegacy models?\b/i;
const RETIRED: readonly RegExp[] = [
  new RegExp(`${MODEL}(?:end[\\s-]+of[\\s-]+(?:its[\\s-]+|the[\\s-]+)?life|EOL)\\b`, 'i'),
  new RegExp(`${MODEL}(?:is|was|as|in) (?:now )?(?:a )?["“]?legacy\\b`, 'i'),
  new RegExp(
    `${MODEL}(?:retired|deprecated|discontinued|decommissioned|sunset|withdrawn|removed from)\\b`,
    'i',
  ),
  new RegExp(
    `${MODEL}no longer (?:be )?(?:available|supported|offered|served|accessible|active|invoked|used)\\b`,
    'i',
  ),
];

/** What a 400 says of a model that the account or the Region lacks. */
const NO_ACCESS: readonly RegExp[] = [
  /\b(?:do|does)(?:n['’]t| not) have access to\b.*\bmodels?\b/i,
  /\baccess to\b.*\bmodels?\b.*\b(?:denied|not|\w+n['’]t)\b/i,
  /could(?:n['’]t| not) (?:resolve|find)\b.*\b(?:models?|inference profiles?)\b/i,
  /\b(?:model|inference profile) (?:identifier|id|arn)\b.*\b(?:invalid|not valid|unknown)\b/i,
  /\bon-demand throughput\b.*(?:not|n['’]t) supported/i,
  /\buse case details\b/i,
  new RegExp(
    `${MODEL}(?:unavailable|only available|(?:not|\\w+n['’]t)\\s+(?:been |yet |currently )*(?:available|enabled|supported|offered|accessible|activated|granted))\\b.*${WHERE}`,
    'i',
  ),
  /\bonly available in\b.*\b[a-z]{2}(?:-[a-z]+)+-\d\b/i,
];

/** Undefined if the error is about something else than the model as such. */
export function findModelRefusal({ status, message }: AnsweredResult): ModelRefusal | undefined {
  if (message === undefined || ABOUT_ELSE.some((words) => words.test(message))) return undefined;
  const isRefused = REFUSED.includes(status);
  if (!isRefused && status !== INVALID) return undefined;
  // Only a model comes to its end, so the message may have the ID alone.
  if (isRefused && AT_ITS_END.test(message)) return 'retired';
  if (!ABOUT_MODEL.test(message)) return undefined;
  if (RETIRED.some((words) => words.test(message))) return 'retired';
  return isRefused || NO_ACCESS.some((words) => words.test(message)) ? 'no-access' : undefined;
}
