import { SECTIONS } from '../../lambda/contract';
import type { EditedSection } from '../view/console-view';

/** What an operator asks for. */
export type Edit =
  /** Replaces the candidate at a position; behind the last one, adds it. */
  | { readonly kind: 'choose'; readonly position: number; readonly candidate: string }
  | { readonly kind: 'remove'; readonly position: number }
  /** Swaps a fallback with the candidate before it. */
  | { readonly kind: 'raise'; readonly position: number }
  /** Writes a whole route or whole settings. */
  | { readonly kind: 'write'; readonly text: string }
  /** Takes the override away. */
  | { readonly kind: 'unset' };

export interface ConsoleChange {
  readonly section: EditedSection;
  readonly operation: string;
  /** The stamp of what the operator saw. */
  readonly seen: string;
  readonly edit: Edit;
}

/** The names of the fields of a form. */
export const FIELDS = {
  edit: 'edit',
  section: 'section',
  operation: 'operation',
  seen: 'seen',
  position: 'position',
  candidate: 'candidate',
  text: 'text',
} as const;

export type Field = (typeof FIELDS)[keyof typeof FIELDS];
export type Fields = Readonly<Partial<Record<Field, string>>>;

const EDITED: readonly EditedSection[] = [SECTIONS.operations, SECTIONS.settings];

/** Reads the fields of a form. Undefined if they are not those of any form of the console. */
export function parseChange(fields: Fields): ConsoleChange | undefined {
  const section = EDITED.find((each) => each === fields.section);
  const { operation, seen } = fields;
  const edit = parseEdit(fields);
  if (section === undefined || !operation || !seen || edit === undefined) return undefined;
  const isOfRoutes = edit.kind !== 'write' && edit.kind !== 'unset';
  if (isOfRoutes && section !== SECTIONS.operations) return undefined;
  return { section, operation, seen, edit };
}

function parseEdit({ edit: kind, candidate, text, ...fields }: Fields): Edit | undefined {
  const position = /^\d{1,3}$/.test(fields.position ?? '') ? Number(fields.position) : undefined;
  switch (kind) {
    case 'choose':
      if (position === undefined || !candidate) return undefined;
      return { kind, position, candidate };
    case 'remove':
    case 'raise':
      return position === undefined ? undefined : { kind, position };
    case 'write':
      return text === undefined ? undefined : { kind, text };
    case 'unset':
      return { kind };
    default:
      return undefined;
  }
}
