import type { Field, Fields } from '../change/parse-change';
import type { Html } from '../html';

/** A form that changes one value. */
export interface ConsoleForm {
  /** Unique on the page. */
  readonly id: string;
  readonly fixed: Fields;
  readonly submit: string;
  /** The button's name for screen readers, if others on the page have the same text. */
  readonly submitLabel?: string;
  /** What the operator fills in. The function gives a field its name on the page. */
  readonly content?: (nameOf: (field: Field) => string) => Html;
  /** Asked before the change is made. */
  readonly confirmation?: string;
  /** Whether a choice in its menu is saved at once, where the page can do so. */
  readonly isSavedAtOnce?: boolean;
  readonly isMain?: boolean;
}

/** A button that shows the history of an operation, or hides it. */
export interface HistoryButton {
  readonly operation: string;
  readonly isShown: boolean;
}

/** How a place of the console lets operators act: by forms of a page, or by actions of a CloudWatch widget. */
export interface Controls {
  form(form: ConsoleForm): Html;
  history(button: HistoryButton): Html;
}
