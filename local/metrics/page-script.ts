export const REFRESH_SECONDS = 3;

/**
 * Fetches the page regularly and replaces its figures, which keeps the scroll position. It pauses while the page is
 * hidden.
 */
export const PAGE_SCRIPT = `
const read = async () => {
  const response = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
};
const refresh = async () => {
  if (document.hidden) return;
  try {
    const fresh = await read();
    const shown = document.querySelector('main');
    if (fresh.innerHTML !== shown.innerHTML) shown.replaceWith(document.importNode(fresh, true));
    document.getElementById('silence').hidden = true;
  } catch {
    document.getElementById('silence').hidden = false;
  }
};
const repeat = () => setTimeout(() => refresh().finally(repeat), ${REFRESH_SECONDS * 1000});
document.addEventListener('visibilitychange', refresh);
repeat();
`;
