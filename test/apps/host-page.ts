/** A page in Chromium that hosts views. */
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Frame, type Page } from 'playwright-core';
import { bundle } from '../../scripts/build/views.js';
import { VIEW_DATA, type ViewData } from '../../src/apps/contract.js';
import { viewPage } from '../../src/apps/pages.js';
import type { Host, Opened } from './host-api.js';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const hasChromium = existsSync(CHROMIUM);

/** With isolation of sites, each sandboxed frame starts a process, which takes longer than what is shown in it. */
const ARGUMENTS = ['--no-sandbox', '--disable-site-isolation-trials'];

export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });

/** The result of a tool call, with the data of its view. */
export const resultOf = (data: ViewData) => ({
  content: [{ type: 'text' as const, text: 'The answer in words.' }],
  _meta: { [VIEW_DATA]: data },
});

export interface Shown {
  readonly width: number;
  readonly theme?: 'light' | 'dark';
  readonly context?: Opened['context'];
}

/** A page with a host, and what went wrong in it. */
export class HostPage {
  readonly page: Page;
  /** Errors in the console, exceptions, and requests to any network. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  /** @param around - HTML before and after the view */
  static async open(
    browser: Browser,
    style = 'body { margin: 0 }',
    { before = '', after = '' } = {},
  ): Promise<HostPage> {
    const { script } = await bundle('test/apps/browser/host.ts');
    const host = new HostPage(await browser.newPage());
    await host.page.setContent(
      `<!doctype html><title>host</title><style>${style}</style>${before}<div id="frame"></div>${after}`,
    );
    await host.page.evaluate(script);
    host.#watch();
    return host;
  }

  /** Shows data in its view, as large as the view wants to be. */
  async show(data: ViewData, { width, theme = 'light', context }: Shown): Promise<Frame> {
    await this.page.setViewportSize({ width, height: 800 });
    return this.start({
      html: await viewPage(data.view),
      context: { theme, locale: 'en-IN', ...context },
      result: resultOf(data),
    });
  }

  /** @returns the frame of the view, as soon as it has drawn something */
  async start(options: Opened): Promise<Frame> {
    await this.ask('open', options);
    const frame = this.page.frames().at(-1);
    if (frame === undefined) throw new Error('There is no frame.');
    if (options.result?._meta !== undefined && options.html.includes('Capillary: bare') === false)
      await frame.waitForSelector('#view h1');
    await frame.evaluate(FRAMES);
    return frame;
  }

  /** Calls the host in the browser. */
  ask<M extends keyof Host>(method: M, ...args: Parameters<Host[M]>): Promise<Awaited<ReturnType<Host[M]>>> {
    return this.page.evaluate(`host.${method}(...${JSON.stringify(args)})`);
  }

  /** A picture of the whole view, as PNG. */
  async picture(): Promise<Buffer> {
    const { width = 0 } = this.page.viewportSize() ?? {};
    await this.page.setViewportSize({ width, height: await this.page.evaluate('document.body.scrollHeight') });
    await this.page.evaluate(FRAMES);
    return this.page.screenshot();
  }

  #watch(): void {
    this.page.on('pageerror', (error) => this.problems.push(error.message));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text());
    });
    this.page.on('request', (request) => {
      if (!request.url().startsWith('about:')) this.problems.push(`request: ${request.url()}`);
    });
  }
}

/** Two frames later, the page has been measured, drawn, and its size reported. */
const FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))';
