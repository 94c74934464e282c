/**
 * What clients get from this server besides tools: prompts, resources, skills, and completions of their arguments. Loaded
 * with the first request for one of them.
 */
import {
  type CompleteRequestParams,
  type CompleteResult,
  type GetPromptRequestParams,
  type GetPromptResult,
  type ListPromptsResult,
  type ListResourcesResult,
  type ListResourceTemplatesResult,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
} from '@modelcontextprotocol/server';
import { abbreviate } from '../call/text.js';
import { Completions } from './completions.js';
import { isFollowable } from './followable.js';
import { toListed, toMessages } from './prompt-text.js';
import { PROMPTS, type PromptDefinition } from './prompts.js';
import { listResources, readResource, TEMPLATES } from './resources.js';
import { findSkill, type SkillEntry, skillsFor, toEntry } from './skills.js';
import type { ContentSources, Reader } from './sources.js';

/** How long clients may cache the entries of skills; the filters that they depend on can change. */
const CACHING = { ttlMs: 60_000, cacheScope: 'private' as const };
const MAX_SHOWN_LENGTH = 100;

/** One for all connections to an organization. */
export class Content {
  readonly #sources: ContentSources;
  readonly #completions: Completions;

  constructor(sources: ContentSources) {
    this.#sources = sources;
    this.#completions = new Completions(sources);
  }

  /** What one reader gets. */
  for(reader: Reader): ReadableContent {
    return new ReadableContent(this.#sources, this.#completions, reader);
  }
}

/** @throws ProtocolError from each method that does not say that it never rejects, if the budget of calls is used up */
class ReadableContent {
  readonly #sources: ContentSources;
  readonly #completions: Completions;
  readonly #reader: Reader;

  constructor(sources: ContentSources, completions: Completions, reader: Reader) {
    this.#sources = sources;
    this.#completions = completions;
    this.#reader = reader;
  }

  /** Those whose tools are all enabled. */
  async listPrompts(): Promise<ListPromptsResult> {
    await this.#charge();
    const enabled = await Promise.all(PROMPTS.map(async (prompt) => ((await this.#isEnabled(prompt)) ? [prompt] : [])));
    return { prompts: enabled.flat().map(toListed) };
  }

  /** @throws ProtocolError if there is no such prompt, or if its arguments are wrong */
  async getPrompt({ name, arguments: given = {} }: GetPromptRequestParams): Promise<GetPromptResult> {
    await this.#charge();
    const prompt = PROMPTS.find((each) => each.name === name);
    if (!prompt || !(await this.#isEnabled(prompt))) {
      throw invalid(`There is no prompt ${JSON.stringify(abbreviate(name, MAX_SHOWN_LENGTH))} here.`);
    }
    return toMessages(prompt, given);
  }

  /** Never rejects. */
  complete(params: CompleteRequestParams): Promise<CompleteResult> {
    return this.#completions.complete(params, this.#reader);
  }

  async listResources(): Promise<ListResourcesResult> {
    await this.#charge();
    return { resources: await listResources(this.#sources, this.#reader) };
  }

  async listTemplates(): Promise<ListResourceTemplatesResult> {
    await this.#charge();
    return { resourceTemplates: [...TEMPLATES] };
  }

  /** @throws ResourceNotFoundError */
  async readResource(uri: string): Promise<ReadResourceResult> {
    await this.#charge();
    const found = await readResource(uri, this.#sources, this.#reader);
    if (!found) throw new ResourceNotFoundError(uri);
    return found;
  }

  async listSkills(): Promise<{ skills: SkillEntry[] } & typeof CACHING> {
    await this.#charge();
    return { skills: (await skillsFor(this.#sources, this.#reader)).map(toEntry), ...CACHING };
  }

  /** @throws ProtocolError if no skill has this address */
  async getSkill(uri: unknown): Promise<{ skill: SkillEntry } & typeof CACHING> {
    await this.#charge();
    const skill = typeof uri === 'string' ? await findSkill(uri, this.#sources, this.#reader) : undefined;
    if (!skill) throw invalid('No skill has this uri; skills/list lists them.');
    return { skill: toEntry(skill), ...CACHING };
  }

  #isEnabled({ steps }: PromptDefinition): Promise<boolean> {
    return isFollowable(steps, this.#sources.catalogue, this.#reader.selection);
  }

  async #charge(): Promise<void> {
    await this.#sources.charge?.();
  }
}

const invalid = (message: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, message);
