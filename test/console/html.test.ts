import { expect, it } from 'vitest';
import { escapeHtml, Html, html } from '../../console/html';

it.each([
  ['us.amazon.nova-2-lite-v1:0', 'us.amazon.nova-2-lite-v1:0'],
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  [`" onload='x'`, '&quot; onload=&#39;x&#39;'],
  ['R&D &lt;', 'R&amp;D &amp;lt;'],
  ['', ''],
])('escapes %s', (text, escaped) => {
  expect(escapeHtml(text)).toBe(escaped);
});

it('escapes strings, writes numbers, and inserts markup and lists of markup', () => {
  const items = ['<a>', 'b'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul title="${'"'}">${items}</ul>${2}${Html.trust('<hr>')}`.markup).toBe(
    '<ul title="&quot;"><li>&lt;a&gt;</li><li>b</li></ul>2<hr>',
  );
});
