import { expect, it } from 'vitest';
import { checkFiles } from './check-files';

const BAD = `The door and the doors
matchDoor(MATCH_DOOR)
a passage, two passages, knock, knocks and knocked
sliceCargo, composePledge, pledged
bookkeeping and hasBooks
a stand-in, StandIn, standIns
this laptop, hurried, patience
 * Publishes what it was told
 * of, tells of it and may tell of more
`;

it('finds each replaced word, in sentences, identifiers and names of files', () => {
  const { code, lines } = checkFiles('check-words.mjs', { 'docs/open-doors.md': BAD });
  expect(code).toBe(1);
  expect(lines).toEqual([
    'docs/open-doors.md:0: instead of "doors" say: endpoint',
    'docs/open-doors.md:1: instead of "door" say: endpoint',
    'docs/open-doors.md:1: instead of "doors" say: endpoint',
    'docs/open-doors.md:2: instead of "door" say: endpoint',
    'docs/open-doors.md:2: instead of "door" say: endpoint',
    'docs/open-doors.md:3: instead of "passage" say: path pattern',
    'docs/open-doors.md:3: instead of "passages" say: path pattern',
    'docs/open-doors.md:3: instead of "knock" say: address, call',
    'docs/open-doors.md:3: instead of "knocks" say: address, call',
    'docs/open-doors.md:3: instead of "knocked" say: address, call',
    'docs/open-doors.md:4: instead of "cargo" say: pass-through, opaque',
    'docs/open-doors.md:4: instead of "pledge" say: reservation, reserved',
    'docs/open-doors.md:4: instead of "pledged" say: reservation, reserved',
    'docs/open-doors.md:5: instead of "bookkeeping" say: budgets, ledger',
    'docs/open-doors.md:5: instead of "books" say: budgets, ledger',
    'docs/open-doors.md:6: instead of "stand-in" say: emulator',
    'docs/open-doors.md:6: instead of "stand-in" say: emulator',
    'docs/open-doors.md:6: instead of "stand-ins" say: emulator',
    'docs/open-doors.md:7: instead of "laptop" say: local',
    'docs/open-doors.md:7: instead of "hurried" say: with a short timeout',
    'docs/open-doors.md:7: instead of "patience" say: timeouts',
    'docs/open-doors.md:8: instead of "told of" say: publish, notify, report, record',
    'docs/open-doors.md:9: instead of "tells of" say: publish, notify, report, record',
    'docs/open-doors.md:9: instead of "tell of" say: publish, notify, report, record',
  ]);
});

it('passes other words, and files that tools write', () => {
  const files = {
    'lib/notebook.ts': 'const Bookings = notebook + handbooks; // indoors; must stand in no log',
    'docs/a.md': 'The caller is told. Of these, two tell the time.',
    'package-lock.json': '"node_modules/cargo"',
    'bench/package-lock.json': '"node_modules/cargo"',
    'test/fuzz/corpus/prices.json': '["cargo"]',
    'docs/picture.svg': '<text>door</text>',
  };
  expect(checkFiles('check-words.mjs', files)).toEqual({ code: 0, lines: [] });
});
