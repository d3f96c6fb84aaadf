import { HEADERS } from '../../../contract';
import { RouterError } from '../../errors/router-error';
import { parseJsonObject } from '../../json/json-object';
import type { Headers } from '../forwarded-headers';
import {
  isMetadataText,
  LONGEST_METADATA_TEXT,
  METADATA_ALPHABET,
  type MetadataPairs,
} from './metadata-text';
import { describeReservedName, isReservedName } from './reserved-names';

/** Leaves room for the router's own pairs, because Bedrock accepts sixteen. */
const MOST_PAIRS = 8;
const LONGEST_KEY = 64;

/**
 * Reads what the caller wants to find in logs: `x-router-metadata: {"team":"claims","batch":"4711"}`.
 *
 * @throws RouterError `invalid-header`, naming the rule that is broken
 */
export function readCallerMetadata(headers: Headers): MetadataPairs {
  const text = headers[HEADERS.metadata];
  if (text === undefined) return {};
  const object = parseJsonObject(text);
  if (object === undefined) throw refuse('is not a JSON object; write it as {"team":"claims"}');
  const pairs = Object.entries(object).map(([key, value]) => readPair(key, value));
  if (pairs.length > MOST_PAIRS) {
    throw refuse(`has ${pairs.length} pairs; it may have ${MOST_PAIRS} at most`);
  }
  return Object.fromEntries(pairs);
}

function readPair(key: string, value: unknown): readonly [string, string] {
  const shown = JSON.stringify(key.slice(0, LONGEST_KEY));
  if (key === '' || key.length > LONGEST_KEY || !isMetadataText(key)) {
    throw refuse(
      `has the key ${shown}; a key has 1 to ${LONGEST_KEY} characters out of ${METADATA_ALPHABET}`,
    );
  }
  if (isReservedName(key)) throw refuse(describeReservedName(key));
  if (typeof value !== 'string') throw refuse(`has a value under ${shown} that is not a string`);
  if (value.length > LONGEST_METADATA_TEXT || !isMetadataText(value)) {
    throw refuse(
      `has a bad value under ${shown}; a value has ${LONGEST_METADATA_TEXT} characters at most, out of ${METADATA_ALPHABET}`,
    );
  }
  return [key, value];
}

function refuse(problem: string): RouterError {
  return new RouterError('invalid-header', `${HEADERS.metadata} ${problem}`);
}
