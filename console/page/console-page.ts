import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TIMES } from '../../lambda/core/settings/times';
import { applyChange } from '../change/apply-change';
import type { Notice } from '../change/notice';
import { html } from '../html';
import { describeError, readConsole } from '../read-console';
import { renderConsole } from '../render/render-console';
import type { ConsoleSources } from '../sources';
import { guardRequest } from './guard-request';
import { CHANGE_PATH, HISTORY_PARAMETER, PageControls } from './page-controls';
import { readForm } from './read-form';
import {
  composeFrame,
  type PageAppendix,
  type PageFrame,
  renderPage,
  writeSecurityPolicy,
} from './render-page';

export interface ConsolePageOptions {
  readonly sources: ConsoleSources;
  readonly title: string;
  readonly refreshSeconds: number;
  /** A path of `makeSecretPath`. */
  readonly path: string;
  readonly appendix?: PageAppendix | undefined;
}

const NOTICE_PARAMETER = 'notice';
/** Of these, a page shows the last one. The others are for pages that are loaded again. */
const MAX_NOTICES = 100;

/** The console as a page for one person of this machine. Whoever has its URL may change the router. */
export class ConsolePage {
  readonly #path: string;
  readonly #sources: ConsoleSources;
  readonly #frame: PageFrame;
  readonly #appendix: PageAppendix | undefined;
  readonly #notices = new Map<string, Notice>();

  constructor({ sources, path, appendix, ...frame }: ConsolePageOptions) {
    this.#path = path;
    this.#sources = sources;
    this.#appendix = appendix;
    this.#frame = composeFrame({ ...frame, appendix });
  }

  readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    this.#respond(request, response).catch((error: unknown) => {
      this.#showError(response, describeError(error));
    });
  };

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#writeHeaders(response);
    const refusal = guardRequest(request, this.#path);
    if (refusal !== undefined) return refuse(response, refusal.status, refusal.message);
    const [place = '', query] = (request.url ?? '').slice(this.#path.length).split('?');
    const parameters = new URLSearchParams(query);
    const isChange = request.method === 'POST';
    if (place !== (isChange ? CHANGE_PATH : ''))
      return refuse(response, 404, 'There is no such page.');
    return isChange
      ? this.#change(request, response, parameters)
      : this.#show(response, parameters);
  }

  async #show(response: ServerResponse, parameters: URLSearchParams): Promise<void> {
    const history = parameters.get(HISTORY_PARAMETER) ?? undefined;
    const view = await readConsole(this.#sources, { history }, timeLimit());
    const notice = this.#notices.get(parameters.get(NOTICE_PARAMETER) ?? '');
    const shown = renderConsole({ view, notice }, new PageControls(history));
    response.end(renderPage(this.#frame, html`${shown}${this.#appendix?.render() ?? ''}`));
  }

  /** Redirects, so that a page that is loaded again does not send the form again. */
  async #change(
    request: IncomingMessage,
    response: ServerResponse,
    parameters: URLSearchParams,
  ): Promise<void> {
    const fields = await readForm(request);
    if (fields === undefined) return refuse(response, 413, 'The form is too long.');
    const notice = await applyChange(this.#sources, fields, timeLimit());
    const target = new URLSearchParams({ [NOTICE_PARAMETER]: this.#keep(notice) });
    const history = parameters.get(HISTORY_PARAMETER);
    if (history !== null) target.set(HISTORY_PARAMETER, history);
    response.writeHead(303, { location: `${this.#path}?${target}` }).end();
  }

  #keep(notice: Notice): string {
    const id = randomBytes(9).toString('base64url');
    const [oldest] = this.#notices.keys();
    if (this.#notices.size >= MAX_NOTICES && oldest !== undefined) this.#notices.delete(oldest);
    this.#notices.set(id, notice);
    return id;
  }

  /** A page of another origin can neither show this one nor read it. */
  #writeHeaders(response: ServerResponse): void {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': writeSecurityPolicy(this.#frame),
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      // With no-referrer, browsers would send the origin "null" with a form.
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    };
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  }

  #showError(response: ServerResponse, problem: string): void {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.statusCode = 502;
    const body = html`<div class="notice failed"><p><b>Parameter Store could not be read.</b> ${problem}</p></div>`;
    response.end(renderPage(this.#frame, body));
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (status === 405) response.setHeader('allow', 'GET, HEAD, POST');
  if (status === 413) response.setHeader('connection', 'close');
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8').end(`${message}\n`);
}

function timeLimit(): AbortSignal {
  return AbortSignal.timeout(TIMES.consoleReadingMillis);
}
