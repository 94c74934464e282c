/**
 * Values for arguments of prompts and resource templates, as far as somebody has typed them. There is always an answer. Only
 * what costs something is taken from the budget of calls: each key that is typed asks anew.
 */
import type { CompleteRequestParams, CompleteResult } from '@modelcontextprotocol/server';
import { searchOf } from '../discovery/search.js';
import { CachedRead } from '../lib/cached-read.js';
import { isObject } from '../lib/json.js';
import { listAt, textAt } from '../lib/json-at.js';
import { withTimeout } from '../lib/timeout.js';
import { domainsOf, enabledTools } from './catalogue.js';
import { LISTS, type ListName, PAGE_ROWS } from './lists.js';
import { PROMPTS } from './prompts.js';
import { DOMAIN_TEMPLATE, TOOL_TEMPLATE } from './resources.js';
import type { ContentSources, Reader } from './sources.js';

/** As the protocol allows. */
const MAX_VALUES = 100;
/** Longer texts are no beginning of a value. */
const MAX_TYPED_LENGTH = 100;
/** How many tools to find where fewer begin with what was typed. */
const FOUND_TOOLS = 20;
/** Longer lists are read up to here. */
const MAX_PAGES = 10;
const WAIT_MS = 3_000;
const MAX_AGE_MS = 60_000;
/** A failed read is tried again sooner. */
const FAILED_MAX_AGE_MS = 10_000;

/** A value of a list, and the place that it belongs to. */
interface Listed {
  value: string;
  parent?: string | undefined;
}

type Values = readonly Listed[] | 'failed';

export class Completions {
  readonly #sources: ContentSources;
  readonly #lists = new Map<ListName, CachedRead<Values>>();

  constructor(sources: ContentSources) {
    this.#sources = sources;
  }

  /** Never rejects: what is unknown, forbidden, or not there in time has no values. */
  async complete(params: CompleteRequestParams, reader: Reader): Promise<CompleteResult> {
    const typed = params.argument.value;
    if (typed.length > MAX_TYPED_LENGTH) return toResult([]);
    try {
      return toResult(await this.#valuesFor(params, typed, reader));
    } catch {
      return toResult([]);
    }
  }

  async #valuesFor(params: CompleteRequestParams, typed: string, reader: Reader): Promise<readonly string[]> {
    const { ref, argument, context } = params;
    const { catalogue } = this.#sources;
    const { selection } = reader;
    if (ref.type === 'ref/resource') {
      if (ref.uri === TOOL_TEMPLATE && argument.name === 'name') return this.#toolNames(typed, reader);
      if (ref.uri !== DOMAIN_TEMPLATE || argument.name !== 'domain') return [];
      return matching(await domainsOf(catalogue, selection), typed, ({ slug, title }) => [
        slug,
        `${slug} ${title}`,
      ]).map(({ slug }) => slug);
    }
    const prompt = PROMPTS.find(({ name }) => name === ref.name);
    const completed = prompt?.arguments.find(({ name }) => name === argument.name)?.values;
    if (completed === undefined) return [];
    const listed =
      typeof completed === 'string'
        ? await this.#list(completed, reader)
        : completed.map((value): Listed => ({ value }));
    const store = firstWord(context?.arguments?.['store'] ?? '');
    const inStore = listed.filter(({ parent }) => store === '' || parent === undefined || parent === store);
    return matching(inStore, typed, ({ value }) => [value]).map(({ value }) => value);
  }

  async #toolNames(typed: string, { selection }: Reader): Promise<string[]> {
    const { catalogue } = this.#sources;
    const enabled = (await enabledTools(catalogue, selection)).map(({ tool }) => tool);
    const prefix = typed.toLowerCase();
    const begin = enabled.filter((tool) => tool.startsWith(prefix)).sort();
    if (prefix === '' || begin.length >= FOUND_TOOLS) return begin;
    const names = new Set(enabled);
    await this.#sources.charge?.();
    const found = searchOf(await catalogue.definitions())(typed.replaceAll('_', ' '));
    const best = found.map(({ definition }) => definition.tool).filter((tool) => names.has(tool));
    return [...new Set([...begin, ...best.slice(0, FOUND_TOOLS)])];
  }

  /** What the API lists, read at most once a minute for all readers. */
  async #list(name: ListName, reader: Reader): Promise<readonly Listed[]> {
    const { catalogue, completionMs = WAIT_MS, now = Date.now } = this.#sources;
    const definition = await catalogue.find(LISTS[name].tool);
    if (!definition || reader.selection.hiddenBy(definition)) return [];
    const list = this.#lists.get(name) ?? new CachedRead(() => this.#read(name, reader), now);
    this.#lists.set(name, list);
    const age = (values: Values): number => (values === 'failed' ? FAILED_MAX_AGE_MS : MAX_AGE_MS);
    // A read that takes longer goes on, so that the next completion has its values.
    const reading = await withTimeout(completionMs, list.get(age));
    const values = reading?.value.value ?? 'failed';
    return values === 'failed' ? [] : values;
  }

  async #read(name: ListName, reader: Reader): Promise<Values> {
    const { pageArgs, toValue, parentAt } = LISTS[name];
    await this.#sources.charge?.();
    const rows: unknown[] = [];
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const read = await this.#readPage(name, page, reader);
      if (!read && page === 0) return 'failed';
      rows.push(...(read ?? []));
      if (!read || !pageArgs || read.length < PAGE_ROWS) break;
    }
    return rows.flatMap((row): Listed[] => {
      const value = isObject(row) ? toLine(toValue(row)) : '';
      return value === '' ? [] : [{ value, parent: parentAt && textAt(row, parentAt) }];
    });
  }

  /** The rows of a page; undefined if they cannot be read. */
  async #readPage(name: ListName, page: number, { selection, context }: Reader): Promise<unknown[] | undefined> {
    const { tool, args, pageArgs, rows } = LISTS[name];
    const { subject, client } = context;
    let answer: unknown;
    // Others may wait for it, too, so no reader's end cancels it.
    const paged = { ...args, ...pageArgs?.(page) };
    await this.#sources.call(selection, tool, paged, {
      ...(subject !== undefined && { subject }),
      ...(client !== undefined && { client }),
      part: {
        onAnswer: (given) => {
          answer = given;
        },
        onFailure: () => {},
      },
    });
    return answer === undefined ? undefined : listAt(answer, ...rows);
  }
}

const firstWord = (text: string): string => text.trim().split(' ', 1)[0] ?? '';

/** On one line, without what cannot be seen. */
const toLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim();

/** First what begins with what was typed, then what contains it. @param textsOf - the first one decides the beginning */
function matching<T>(items: readonly T[], typed: string, textsOf: (item: T) => readonly string[]): T[] {
  const wanted = typed.trim().toLowerCase();
  const begins = (item: T): boolean => textsOf(item)[0]?.toLowerCase().startsWith(wanted) ?? false;
  const contains = (item: T): boolean => textsOf(item).some((text) => text.toLowerCase().includes(wanted));
  return [...items.filter(begins), ...items.filter((item) => !begins(item) && contains(item))];
}

const toResult = (values: readonly string[]): CompleteResult => ({
  completion: {
    values: values.slice(0, MAX_VALUES),
    total: values.length,
    hasMore: values.length > MAX_VALUES,
  },
});
