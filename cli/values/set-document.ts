import type { ValueName } from '../../lambda/core/operator/operator-view';
import { setValue } from '../mapping/set-value';
import type { Answer } from '../output/answer';
import type { ChangeOptions } from '../router/router-options';
import { readSource } from './read-source';

/** A value where the operator has it. */
interface NewDocument extends ValueName {
  readonly source: string;
}

/** Writes a JSON document as an override. Line breaks and spaces between its parts are left out. */
export async function setDocument(
  options: ChangeOptions,
  { source, ...name }: NewDocument,
): Promise<Answer> {
  const text = await readSource(source);
  return setValue(options, { ...name, text: shorten(text) });
}

/** A document that is no JSON stays as it is, so that the refusal is about what was written. */
function shorten(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
