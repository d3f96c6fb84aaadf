/**
 * Improves a page that works without it: sends forms without a reload, saves a choice at once, and refreshes what is shown.
 *
 * A choice by arrow keys is not saved at once, because each key passes over another model. It waits for Enter or the button.
 */
export function writePageScript(refreshSeconds: number): string {
  return `
document.documentElement.classList.add('js');
const byId = (id) => document.getElementById(id);
const say = (text) => { byId('status').textContent = text; };
const parse = async (response) => {
  if (!response.ok) throw new Error(await response.text());
  return new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
};
const isEdited = (section) => [...section.querySelectorAll('textarea, input:not([type=hidden])')]
  .some((field) => field.value !== field.defaultValue) || section.querySelector('[data-pending]') !== null;
const isInUse = (section) => section.contains(document.activeElement) || isEdited(section);
const keepOpen = (shown, fresh) => {
  for (const { id } of shown.querySelectorAll('details[open]')) fresh.querySelector('#' + CSS.escape(id))?.setAttribute('open', '');
};
const replaceAll = (fresh) => {
  const shown = document.querySelector('main');
  keepOpen(shown, fresh);
  shown.replaceWith(document.importNode(fresh, true));
};
const patch = (fresh, sent) => {
  const shown = document.querySelector('main');
  keepOpen(shown, fresh);
  const ids = [...shown.children].map(({ id }) => id).join();
  const isSame = ids === [...fresh.children].map(({ id }) => id).join();
  if (!isSame && (sent !== undefined || !isInUse(shown))) return void replaceAll(fresh);
  for (const part of [...shown.children]) {
    const other = part.id === '' ? null : fresh.querySelector('#' + CSS.escape(part.id));
    if (other === null || other.outerHTML === part.outerHTML) continue;
    if (part === sent || !isInUse(part)) part.replaceWith(document.importNode(other, true));
    else for (const figures of part.querySelectorAll('.figures')) {
      const newer = other.querySelector('#' + CSS.escape(figures.id));
      if (newer !== null) figures.replaceWith(document.importNode(newer, true));
    }
  }
};
const send = async (form) => {
  const focused = document.activeElement?.id;
  const section = form.closest('main > *');
  form.setAttribute('aria-busy', 'true');
  section.inert = true;
  say('Saving.');
  try {
    const response = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const fresh = await parse(response);
    byId('notice')?.remove();
    patch(fresh, section);
    history.replaceState(null, '', response.url);
    say([...document.querySelectorAll('#notice p')].map((line) => line.textContent).join(' '));
    if (document.activeElement === document.body) (byId(focused) ?? byId('notice'))?.focus();
  } catch (error) {
    form.removeAttribute('aria-busy');
    section.inert = false;
    byId(focused)?.focus();
    say('The change could not be sent. ' + error.message);
    byId('silence').hidden = false;
  }
};
let lastKey = '';
document.addEventListener('pointerdown', () => { lastKey = ''; }, true);
document.addEventListener('keydown', (event) => {
  lastKey = event.key;
  const form = event.target.closest('form.at-once[data-pending]');
  if (form !== null && event.key === 'Enter') { event.preventDefault(); form.requestSubmit(); }
}, true);
document.addEventListener('change', ({ target }) => {
  const form = target.closest('form.at-once');
  if (form === null) return;
  if (lastKey === '' || lastKey === 'Enter') { form.requestSubmit(); return; }
  form.dataset.pending = '';
  say('Chosen, not saved. Press Enter to save.');
});
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  event.preventDefault();
  const { confirmation } = form.dataset;
  if (confirmation === undefined || confirm(confirmation)) void send(form);
});
const refresh = async () => {
  if (document.hidden || document.querySelector('[aria-busy]') !== null) return;
  try {
    const fresh = await parse(await fetch(location.href, { cache: 'no-store' }));
    if (document.querySelector('[aria-busy]') === null) patch(fresh);
    byId('silence').hidden = true;
  } catch {
    byId('silence').hidden = false;
  }
};
const repeat = () => setTimeout(() => refresh().finally(repeat), ${refreshSeconds * 1000});
document.addEventListener('visibilitychange', refresh);
repeat();
`;
}
