import * as v from 'valibot';
import { members } from '../../lambda/core/settings/check-value';

const TEXT = v.string();

const FINDING = members({
  status: v.picklist(['ok', 'warning', 'failed', 'unknown']),
  /** What was checked: `credentials`, `router`, `value`, `model`, `access`, `quota`, `probe`. */
  area: TEXT,
  text: TEXT,
});

/** The answer of `check`. Account IDs are masked. */
export const CHECK = members({ version: TEXT, time: TEXT, findings: v.array(FINDING) });

export type CheckDocument = v.InferOutput<typeof CHECK>;
export type Finding = v.InferOutput<typeof FINDING>;
