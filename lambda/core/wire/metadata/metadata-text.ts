/** A key and its text. */
export type MetadataPair = readonly [key: string, text: string];

/** Name → text. */
export type MetadataPairs = Readonly<Record<string, string>>;

/**
 * The most characters of a key or a value in `requestMetadata`.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export const LONGEST_METADATA_TEXT = 256;

/** Bedrock's alphabet for keys and values, as messages show it. */
export const METADATA_ALPHABET = 'ASCII letters and digits, white space and : _ @ $ # = / + , . -';

const FOREIGN_CHARACTER = /[^a-zA-Z0-9 \t\n\v\f\r:_@$#=/+,.-]/g;

/** Whether Bedrock accepts the characters. Their number is not checked. */
export function isMetadataText(text: string): boolean {
  return text.search(FOREIGN_CHARACTER) === -1;
}

/**
 * Cleans a text so that Bedrock accepts it. A character outside Bedrock's alphabet becomes `_`, and a long text is cut.
 *
 * | Text            | Cleaned         |
 * |-----------------|-----------------|
 * | `claims (Kiel)` | `claims _Kiel_` |
 * | `Müller`        | `M_ller`        |
 */
export function cleanMetadataText(text: string): string {
  return text.slice(0, LONGEST_METADATA_TEXT).replace(FOREIGN_CHARACTER, '_');
}
