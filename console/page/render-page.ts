import { createHash } from 'node:crypto';
import { Html, html } from '../html';
import { writePageScript } from './page-script';
import { PAGE_STYLE } from './page-style';

/** More of the page, behind the console. */
export interface PageAppendix {
  /** A style sheet of the source code. */
  readonly style: string;
  render(): Html;
}

export interface PageFrame {
  readonly title: string;
  readonly style: string;
  readonly script: string;
  readonly refreshSeconds: number;
}

export function composeFrame(options: {
  readonly title: string;
  readonly refreshSeconds: number;
  readonly appendix: PageAppendix | undefined;
}): PageFrame {
  const { title, refreshSeconds, appendix } = options;
  const style = `${PAGE_STYLE}${appendix?.style ?? ''}`;
  return { title, style, script: writePageScript(refreshSeconds), refreshSeconds };
}

/** Allows only the style and the script of the frame, and requests to the console alone. */
export function writeSecurityPolicy({ style, script }: PageFrame): string {
  return [
    "default-src 'none'",
    `style-src '${hash(style)}'`,
    `script-src '${hash(script)}'`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'img-src data:',
  ].join('; ');
}

/** Renders a page that loads no other resources. */
export function renderPage(
  { title, style, script, refreshSeconds }: PageFrame,
  body: Html,
): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Bedrock Tier Router</title>
<link rel="icon" href="data:,">
<style>${Html.trust(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>A choice is saved at once, and takes effect without a deployment.</p>
<p id="status" class="hidden" role="status" aria-live="polite"></p>
<p id="silence" role="alert" hidden>The console does not respond. This is what it showed last.</p>
</header>
<main>${body}</main>
<footer><p>Refreshed every ${refreshSeconds} s. Costs are estimates. Requests that are refused before they have a destination are not counted.</p></footer>
<script>${Html.trust(script)}</script>
</body>
</html>
`.markup;
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
