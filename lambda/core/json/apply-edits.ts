import type { Edit } from './edit';
import type { JsonMember, JsonOutline } from './outline-json';

/** The text of a JSON object. Its outline is asked for only when an edit needs it. */
export interface EditableText {
  readonly text: string;
  readonly outline: JsonOutline;
}

/** An object within the text. */
interface PlacedObject {
  /** Index of its `{`. */
  readonly brace: number;
  readonly members: readonly JsonMember[];
  /** The number of objects around it. */
  readonly depth: number;
}

/** A part of the text, and what replaces it. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly written: string;
}

/**
 * Applies all edits at once; everything else stays to the byte. Of inner objects that share a name, the last is edited,
 * because most readers take it. If the text is nested too deeply for an outline, only inserts into the outermost object
 * are applied.
 *
 * @returns the text in pieces, because joining them would copy a large text once more
 */
export function applyEdits(source: EditableText, edits: readonly Edit[]): readonly string[] {
  const { text } = source;
  const pieces: string[] = [];
  let end = 0;
  for (const { from, to, written } of listChanges(source, edits)) {
    pieces.push(text.slice(end, from), written);
    end = to;
  }
  pieces.push(text.slice(end));
  return pieces;
}

/** In the order of the text. */
function listChanges(source: EditableText, edits: readonly Edit[]): readonly Change[] {
  const { text } = source;
  const outermost = { brace: text.indexOf('{'), members: [], depth: 0 };
  if (edits.every(isOutermostInsert)) return changeObject(text, outermost, edits);
  const { outline } = source;
  if (!outline.isJson) return changeObject(text, outermost, edits.filter(isOutermostInsert));
  const changes = changeObject(text, { ...outermost, members: outline.members }, edits);
  return changes.sort((one, other) => one.from - other.from);
}

function isOutermostInsert({ kind, path }: Edit): boolean {
  return kind === 'insert' && path.length === 1;
}

function changeObject(text: string, object: PlacedObject, edits: readonly Edit[]): Change[] {
  const { brace, members, depth } = object;
  const isOwn = ({ path }: Edit) => path.length === depth + 1;
  const own = edits.filter(isOwn);
  const replaced = new Set(
    own.filter(({ kind }) => kind !== 'insert').map(({ path }) => path[depth]),
  );
  const isKept = ({ name }: JsonMember) => !replaced.has(name);
  const hasRest = replaced.size === 0 ? !isEmpty(text, brace) : members.some(isKept);
  return [
    ...insertFirst(brace, own, hasRest),
    ...cutMembers(members, isKept),
    ...changeInner(text, object, edits),
  ];
}

const REST_OF_EMPTY_OBJECT = /\s*\}/y;

function isEmpty(text: string, brace: number): boolean {
  REST_OF_EMPTY_OBJECT.lastIndex = brace + 1;
  return REST_OF_EMPTY_OBJECT.test(text);
}

function insertFirst(brace: number, edits: readonly Edit[], hasRest: boolean): Change[] {
  const written = edits.flatMap((edit) =>
    edit.kind === 'remove' ? [] : [`${JSON.stringify(edit.path.at(-1))}:${edit.json}`],
  );
  if (written.length === 0) return [];
  return [{ from: brace + 1, to: brace + 1, written: written.join(',') + (hasRest ? ',' : '') }];
}

/** Cuts each member up to the next one. The first cut after the last kept member includes the comma before it. */
function cutMembers(
  members: readonly JsonMember[],
  isKept: (member: JsonMember) => boolean,
): Change[] {
  const lastKept = members.findLastIndex(isKept);
  return members.flatMap((member, index): Change[] => {
    if (isKept(member)) return [];
    const previous = index === lastKept + 1 ? members[lastKept] : undefined;
    const next = members[index + 1];
    return [{ from: previous?.end ?? member.start, to: next?.start ?? member.end, written: '' }];
  });
}

function changeInner(
  text: string,
  { members, depth }: PlacedObject,
  edits: readonly Edit[],
): Change[] {
  const names = new Set(edits.map(({ path }) => path[depth]));
  return [...names].flatMap((name) => {
    const member = members.findLast((each) => each.name === name);
    if (member?.members === undefined) return [];
    const inner = { brace: member.valueStart, members: member.members, depth: depth + 1 };
    return changeObject(
      text,
      inner,
      edits.filter(({ path }) => path[depth] === name),
    );
  });
}
