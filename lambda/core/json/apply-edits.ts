import type { Append, Edit } from './edit';
import type { JsonMember } from './json-scanner';
import { type JsonOutline, outlineJson, outlineLastItem } from './outline-json';

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
  const edited = groupByName(edits, depth);
  const isKept = ({ name }: JsonMember) =>
    !edited.some((each) => each.name === name && each.isReplaced);
  const hasReplaced = edited.some(({ isReplaced }) => isReplaced);
  const hasRest = hasReplaced ? members.some(isKept) : !isEmpty(text, brace);
  return [
    ...insertFirst(brace, edited, hasRest),
    ...cutMembers(members, isKept),
    ...edited.flatMap((each) => replaceValue(members, each)),
    ...edited.flatMap((each) => changeInner(text, object, each)),
  ];
}

/** What the edits do to one member of an object. */
interface EditedMember {
  readonly name: string;
  /** Its new value; undefined if it keeps its value or is removed. */
  readonly json: string | undefined;
  /** Whether the new value stands where the old one stood. */
  readonly isInPlace: boolean;
  /** Whether it is taken out of the text. */
  readonly isReplaced: boolean;
  /** The edits within the value that it keeps. */
  readonly inner: readonly Edit[];
}

/** Of edits that write or remove one member the last counts, and edits within that member apply to the new value. */
function groupByName(edits: readonly Edit[], depth: number): readonly EditedMember[] {
  const names = new Set(edits.map(({ path }) => path[depth] ?? ''));
  return [...names].map((name): EditedMember => {
    const group = edits.filter(({ path }) => path[depth] === name);
    const isOwn = ({ kind, path }: Edit) => kind !== 'append' && path.length === depth + 1;
    const own = group.filter(isOwn);
    const inner = group.filter((edit) => !isOwn(edit));
    const last = own.at(-1);
    if (last === undefined || last.kind === 'append') {
      return { name, json: undefined, isInPlace: false, isReplaced: false, inner };
    }
    const json = last.kind === 'remove' ? undefined : editValue(last.json, inner, depth);
    const isInPlace = last.kind === 'replace';
    const isReplaced = !isInPlace && own.some(({ kind }) => kind !== 'insert');
    return { name, json, isInPlace, isReplaced, inner: [] };
  });
}

function editValue(json: string, inner: readonly Edit[], depth: number): string {
  if (inner.length === 0 || !json.startsWith('{')) return json;
  const edits = inner.map((edit): Edit => {
    const [first = '', ...rest] = edit.path.slice(depth + 1);
    return { ...edit, path: [first, ...rest] };
  });
  return applyEdits({ text: json, outline: outlineJson(json) }, edits).join('');
}

const REST_OF_EMPTY_OBJECT = /\s*\}/y;

function isEmpty(text: string, brace: number): boolean {
  REST_OF_EMPTY_OBJECT.lastIndex = brace + 1;
  return REST_OF_EMPTY_OBJECT.test(text);
}

function insertFirst(brace: number, edited: readonly EditedMember[], hasRest: boolean): Change[] {
  const written = edited.flatMap(({ name, json, isInPlace }) =>
    json === undefined || isInPlace ? [] : [`${JSON.stringify(name)}:${json}`],
  );
  if (written.length === 0) return [];
  return [{ from: brace + 1, to: brace + 1, written: written.join(',') + (hasRest ? ',' : '') }];
}

function replaceValue(
  members: readonly JsonMember[],
  { name, json, isInPlace }: EditedMember,
): Change[] {
  const member = isInPlace ? members.findLast((each) => each.name === name) : undefined;
  if (member === undefined || json === undefined) return [];
  return [{ from: member.valueStart, to: member.end, written: json }];
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
  { name, inner }: EditedMember,
): Change[] {
  const member = members.findLast((each) => each.name === name);
  if (inner.length === 0 || member === undefined) return [];
  const appends = inner.filter(
    (edit): edit is Append => edit.kind === 'append' && edit.path.length === depth + 1,
  );
  const added = appends.flatMap((edit) => appendItem(text, member, edit));
  const deeper = inner.filter(({ path }) => path.length > depth + 1);
  if (member.members === undefined || deeper.length === 0) return added;
  const object = { brace: member.valueStart, members: member.members, depth: depth + 1 };
  return [...added, ...changeObject(text, object, deeper)];
}

/** Writes an item before the closing bracket of an array that has items. */
function appendItem(text: string, array: JsonMember, { within, json }: Append): Change[] {
  const target =
    within === undefined
      ? array
      : outlineLastItem(text, array.valueStart).findLast(({ name }) => name === within);
  if (target === undefined || text[target.valueStart] !== '[') return [];
  const from = target.end - 1;
  return [{ from, to: from, written: `,${json}` }];
}
