import { FIELDS } from '../change/parse-change';
import { type Html, html } from '../html';
import type { ConsoleForm, Controls, HistoryButton } from '../render/controls';

export const HISTORY_PARAMETER = 'history';
export const CHANGE_PATH = 'change';

/** Forms of a page, which work without a script. The names of their fields are those of {@link FIELDS}. */
export class PageControls implements Controls {
  /** @param historyOf the operation whose history is shown, and stays shown after a change */
  constructor(private readonly historyOf: string | undefined) {}

  form({ id, fixed, submit, submitLabel, content, ...options }: ConsoleForm): Html {
    const { confirmation, isSavedAtOnce = false, isMain = false } = options;
    const hidden = Object.values(FIELDS).flatMap((field) => {
      const value = fixed[field];
      return value === undefined
        ? []
        : [html`<input type="hidden" name="${field}" value="${value}">`];
    });
    return html`<form method="post" action="${this.#writeAction()}" id="form-${id}"${isSavedAtOnce ? html` class="at-once"` : ''}${confirmation === undefined ? '' : html` data-confirmation="${confirmation}"`}>${hidden}${content?.((field) => field) ?? ''}<button id="button-${id}"${isMain ? html` class="main"` : ''}${submitLabel === undefined ? '' : html` aria-label="${submitLabel}"`}>${submit}</button></form>`;
  }

  history({ operation, isShown }: HistoryButton): Html {
    const target = isShown ? './' : `./?${HISTORY_PARAMETER}=${encodeURIComponent(operation)}`;
    return html`<a id="history-${operation}" href="${target}#operation-${operation}">${isShown ? 'Hide' : 'Show'} history<span class="hidden"> of ${operation}</span></a>`;
  }

  #writeAction(): string {
    const shown = this.historyOf;
    return shown === undefined
      ? CHANGE_PATH
      : `${CHANGE_PATH}?${HISTORY_PARAMETER}=${encodeURIComponent(shown)}`;
  }
}
