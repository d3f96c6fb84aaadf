import type { EditedSection } from '../view/console-view';

/** What became of a change, for the operator. */
export interface Notice {
  readonly kind: 'saved' | 'unchanged' | 'refused' | 'conflict' | 'failed';
  readonly operation: string | undefined;
  /** Sentences. */
  readonly lines: readonly string[];
  readonly undo?: Undo | undefined;
  /** Settings that were not written, so that the operator need not write them again. */
  readonly draft?: string | undefined;
}

/** Returns to the override before the change. */
export interface Undo {
  readonly section: EditedSection;
  readonly operation: string;
  /** Undefined if there was no override. */
  readonly text: string | undefined;
  /** The version of the override that the change wrote; undefined if it took one away. Undo is offered as long as it is in force. */
  readonly writtenVersion: string | undefined;
}
