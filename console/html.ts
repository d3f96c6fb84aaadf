/** Markup in which every text is escaped. */
export class Html {
  readonly markup: string;

  private constructor(markup: string) {
    this.markup = markup;
  }

  /** Use it only for markup in the source code, never for external text. */
  static trust(markup: string): Html {
    return new Html(markup);
  }
}

export type HtmlPart = Html | string | number | readonly Html[];

/** Composes markup from a template, and escapes the inserted text. */
export function html(template: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const pieces = template.map((literal, index) => literal + renderPart(parts[index] ?? ''));
  return Html.trust(pieces.join(''));
}

function renderPart(part: HtmlPart): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(({ markup }) => markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for use between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
