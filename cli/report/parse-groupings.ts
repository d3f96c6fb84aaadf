import { InvalidArgumentError } from 'commander';
import { isMetadataText } from '../../lambda/core/wire/metadata/metadata-text';
import { GROUPING_NAMES, type Grouping, isGroupingName, readMetadataKey } from './source';

const ALLOWED = [...GROUPING_NAMES, 'metadata.KEY'].join(', ');

/** Reads `caller,metadata.team`. A key that has a comma cannot be named. */
export function parseGroupings(text: string): readonly Grouping[] {
  const words = text.split(',');
  const groupings = words.filter(isGrouping);
  if (groupings.length === words.length && new Set(words).size === words.length) return groupings;
  throw new InvalidArgumentError(`It may have each of these once, between commas: ${ALLOWED}.`);
}

function isGrouping(word: string): word is Grouping {
  if (isGroupingName(word)) return true;
  const key = readMetadataKey(word);
  return key !== undefined && isMetadataText(key);
}
