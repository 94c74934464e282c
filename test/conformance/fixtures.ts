/** The tools, prompts and resources that MCP's conformance suite requires, on the low-level Server that the product uses. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  acceptedContent,
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  type GetPromptResult,
  type Implementation,
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type Prompt,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  type Server,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { ParameterCheckingServer } from './parameter-headers.js';

export interface FixtureOptions {
  /** Called by the tool that changes the list of tools. */
  changeTools: () => void;
  /** Called by the tool that changes the list of prompts. */
  changePrompts: () => void;
  /** Supported revisions of the 2025 era, newest first; by default all that the SDK supports. */
  revisions?: string[];
}

interface FixtureTool {
  description: string;
  inputSchema?: Tool['inputSchema'];
  call(args: Record<string, unknown>, context: ServerContext): Promise<CallToolResult | InputRequiredResult>;
}

interface FixturePrompt {
  description: string;
  /** Names of its arguments, all required. */
  arguments?: string[];
  get(args: Record<string, string>, context: ServerContext): Promise<GetPromptResult | InputRequiredResult>;
}

interface FixtureResource {
  name: string;
  mimeType: string;
  content: { text: string } | { blob: string };
}

/** One red pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** A header without samples. */
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';

const INFO: Implementation = { name: 'conformance-fixtures', version: '1.0.0' };
const NO_ARGUMENTS: Tool['inputSchema'] = { type: 'object' };
/** The pause between log messages or progress notifications, which the suite checks. */
const STEP_MS = 50;
const WATCHED = 'test://watched-resource';

/** Signs state that travels through the client. All servers of this process share the key. */
const state = createRequestStateCodec<{ step: number }>({
  key: randomBytes(32),
  bind: ({ mcpReq }) => mcpReq.method,
});

const text = (value: string): CallToolResult => ({ content: [{ type: 'text', text: value }] });
const image = { type: 'image' as const, data: PNG, mimeType: 'image/png' };
const embedded = (uri: string, mimeType: string, content: string) => ({
  type: 'resource' as const,
  resource: { uri, mimeType, text: content },
});
const userMessage = (content: GetPromptResult['messages'][number]['content']): GetPromptResult['messages'][number] => ({
  role: 'user',
  content,
});

/** Asks the user for one text. */
const askFor = (message: string, property: string): InputRequest =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { [property]: { type: 'string' } }, required: [property] },
  });
const askModel = (question: string, maxTokens = 100): InputRequest =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: question } }], maxTokens });

/** The capabilities that the client of a 2026-era request declares. */
const CLIENT_CAPABILITIES = z.object({
  [CLIENT_CAPABILITIES_META_KEY]: z.object({
    elicitation: z.unknown().optional(),
    sampling: z.unknown().optional(),
    roots: z.unknown().optional(),
  }),
});

const hasAnswer = ({ mcpReq }: ServerContext, key: string): boolean =>
  inputResponse(mcpReq.inputResponses, key).kind !== 'missing';

/** A tool of the 2025 revisions that elicits one form and returns the answer. */
function elicitingTool(
  description: string,
  form: (args: Record<string, unknown>) => Parameters<typeof inputRequired.elicit>[0],
  inputSchema = NO_ARGUMENTS,
): FixtureTool {
  return {
    description,
    inputSchema,
    call: async (args, { mcpReq }) => {
      const response = inputResponse(mcpReq.inputResponses, 'form');
      if (response.kind !== 'elicit') {
        return inputRequired({ inputRequests: { form: inputRequired.elicit(form(args)) } });
      }
      const content = JSON.stringify(response.content ?? {});
      return text(`Elicitation completed: action=${response.action}, content=${content}`);
    },
  };
}

const fixtureTools = ({ changeTools, changePrompts }: FixtureOptions): Record<string, FixtureTool> => ({
  test_simple_text: {
    description: 'Answers with text.',
    call: async () => text('This is a simple text response for testing.'),
  },
  test_image_content: { description: 'Answers with an image.', call: async () => ({ content: [image] }) },
  test_audio_content: {
    description: 'Answers with audio.',
    call: async () => ({ content: [{ type: 'audio', data: WAV, mimeType: 'audio/wav' }] }),
  },
  test_embedded_resource: {
    description: 'Answers with an embedded resource.',
    call: async () => ({
      content: [embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')],
    }),
  },
  test_multiple_content_types: {
    description: 'Answers with text, an image and a resource.',
    call: async () => ({
      content: [
        { type: 'text', text: 'Multiple content types test:' },
        image,
        embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
      ],
    }),
  },
  test_error_handling: {
    description: 'Fails.',
    call: async () => ({ ...text('This tool intentionally returns an error for testing'), isError: true }),
  },
  test_tool_with_logging: {
    description: 'Logs three messages while it runs.',
    call: async (_, { mcpReq }) => {
      await mcpReq.log('info', 'Tool execution started');
      await pause(STEP_MS);
      await mcpReq.log('info', 'Tool processing data');
      await pause(STEP_MS);
      await mcpReq.log('info', 'Tool execution completed');
      return text('Logged.');
    },
  },
  test_logging_tool: {
    description: 'Logs a message, which a request without a log level must not see.',
    call: async (_, { mcpReq }) => {
      await mcpReq.log('info', 'Nobody asked for this');
      return text('Logged.');
    },
  },
  test_tool_with_progress: {
    description: 'Reports progress in three steps.',
    call: async (_, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progress > 0) await pause(STEP_MS);
        if (progressToken === undefined) continue;
        await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
      }
      return text('Done.');
    },
  },
  test_reconnection: {
    description: 'Ends the stream of its call before it answers, so that the client must reconnect for the answer.',
    call: async (_, { http }) => {
      http?.closeSSE?.();
      await pause(2 * STEP_MS);
      return text('Answered after the stream had ended.');
    },
  },
  test_sampling: {
    description: "Asks the client's model.",
    inputSchema: { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
    call: async ({ prompt }, { mcpReq }) => {
      const response = inputResponse(mcpReq.inputResponses, 'answer');
      return response.kind === 'sampling'
        ? text(`LLM response: ${JSON.stringify(response.result.content)}`)
        : inputRequired({ inputRequests: { answer: askModel(String(prompt)) } });
    },
  },
  test_elicitation: elicitingTool(
    'Asks the user for a name and an address.',
    ({ message }) => ({
      message: String(message),
      requestedSchema: {
        type: 'object',
        properties: {
          username: { type: 'string', description: "User's response" },
          email: { type: 'string', description: "User's email address" },
        },
        required: ['username', 'email'],
      },
    }),
    { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  ),
  test_elicitation_sep1034_defaults: elicitingTool('Asks the user with a default for each primitive type.', () => ({
    message: 'Check what is filled in.',
    requestedSchema: {
      type: 'object',
      properties: {
        name: { type: 'string', default: 'John Doe' },
        age: { type: 'integer', default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
      },
    },
  })),
  test_elicitation_sep1330_enums: elicitingTool('Asks the user to choose, with each kind of enum.', () => ({
    message: 'Choose.',
    requestedSchema: {
      type: 'object',
      properties: {
        untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
        titledSingle: {
          type: 'string',
          oneOf: [
            { const: 'value1', title: 'First Option' },
            { const: 'value2', title: 'Second Option' },
          ],
        },
        legacyEnum: {
          type: 'string',
          enum: ['opt1', 'opt2', 'opt3'],
          enumNames: ['Option One', 'Option Two', 'Option Three'],
        },
        untitledMulti: { type: 'array', items: { type: 'string', enum: ['option1', 'option2', 'option3'] } },
        titledMulti: {
          type: 'array',
          items: {
            anyOf: [
              { const: 'value1', title: 'First Choice' },
              { const: 'value2', title: 'Second Choice' },
            ],
          },
        },
      },
    },
  })),
  json_schema_2020_12_tool: {
    description: 'Uses keywords of JSON Schema 2020-12, which must reach the client.',
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      $defs: {
        address: {
          $anchor: 'addressDef',
          type: 'object',
          properties: { street: { type: 'string' }, city: { type: 'string' } },
        },
      },
      properties: {
        name: { type: 'string' },
        address: { $ref: '#/$defs/address' },
        contactMethod: { type: 'string', enum: ['phone', 'email'] },
        phone: { type: 'string' },
        email: { type: 'string' },
      },
      allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
      if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['phone'] },
      else: { required: ['email'] },
      additionalProperties: false,
    },
    call: async (args) => text(JSON.stringify(args)),
  },
  test_parameter_header: {
    description: 'Has an argument that is repeated in a header, for proxies.',
    inputSchema: {
      type: 'object',
      properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
      required: ['region'],
    },
    call: async ({ region }) => text(`Region: ${String(region)}`),
  },
  test_missing_capability: {
    description: "Needs the client's model.",
    call: async () => inputRequired({ inputRequests: { answer: askModel('Anything?') } }),
  },
  test_streaming_elicitation: {
    description: 'Asks the user.',
    call: async (_, context) =>
      hasAnswer(context, 'user_name')
        ? text('Thank you.')
        : inputRequired({ inputRequests: { user_name: askFor('What is your name?', 'name') } }),
  },
  test_trigger_tool_change: {
    description: 'Changes the list of tools.',
    call: async () => {
      changeTools();
      return text('Changed.');
    },
  },
  test_trigger_prompt_change: {
    description: 'Changes the list of prompts.',
    call: async () => {
      changePrompts();
      return text('Changed.');
    },
  },
  test_input_required_result_elicitation: {
    description: 'Asks for a name and greets.',
    call: async (_, { mcpReq }) => {
      const user = acceptedContent(mcpReq.inputResponses, 'user_name', z.object({ name: z.string() }));
      return user
        ? text(`Hello, ${user.name}!`)
        : inputRequired({ inputRequests: { user_name: askFor('What is your name?', 'name') } });
    },
  },
  test_input_required_result_sampling: {
    description: "Asks the client's model for a capital.",
    call: async (_, { mcpReq }) => {
      const response = inputResponse(mcpReq.inputResponses, 'capital_question');
      return response.kind === 'sampling'
        ? text(JSON.stringify(response.result.content))
        : inputRequired({ inputRequests: { capital_question: askModel('What is the capital of France?') } });
    },
  },
  test_input_required_result_list_roots: {
    description: 'Asks for the roots of the client.',
    call: async (_, { mcpReq }) => {
      const response = inputResponse(mcpReq.inputResponses, 'client_roots');
      return response.kind === 'roots'
        ? text(response.roots.map(({ uri }) => uri).join(' '))
        : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } });
    },
  },
  test_input_required_result_request_state: confirmingTool('state-ok'),
  test_input_required_result_tampered_state: confirmingTool('state-ok'),
  test_input_required_result_multiple_inputs: {
    description: "Asks the user, the client's model and for roots at once.",
    call: async (_, context) => {
      const inputRequests = {
        user_name: askFor('What is your name?', 'name'),
        greeting: askModel('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      };
      return Object.keys(inputRequests).every((key) => hasAnswer(context, key))
        ? text('All answered.')
        : inputRequired({ inputRequests, requestState: await state.mint({ step: 1 }, context) });
    },
  },
  test_input_required_result_multi_round: {
    description: 'Asks the user twice.',
    call: async (_, context) => {
      const step = context.mcpReq.requestState<{ step: number }>()?.step ?? 1;
      if (step === 2 && hasAnswer(context, 'step2')) return text('Both answered.');
      const next = step === 1 && !hasAnswer(context, 'step1') ? 1 : 2;
      const question = next === 1 ? 'What is your name?' : 'What is your favorite color?';
      return inputRequired({
        inputRequests: { [`step${next}`]: askFor(`Step ${next}: ${question}`, next === 1 ? 'name' : 'color') },
        requestState: await state.mint({ step: next }, context),
      });
    },
  },
  test_input_required_result_capabilities: {
    description: 'Asks only what the client can answer.',
    call: async (_, context) => {
      const can = CLIENT_CAPABILITIES.safeParse(context.mcpReq.envelope).data?.[CLIENT_CAPABILITIES_META_KEY];
      const inputRequests = {
        ...(can?.elicitation !== undefined && { user_name: askFor('What is your name?', 'name') }),
        ...(can?.sampling !== undefined && { greeting: askModel('Generate a greeting') }),
        ...(can?.roots !== undefined && { client_roots: inputRequired.listRoots() }),
      };
      const keys = Object.keys(inputRequests);
      return keys.every((key) => hasAnswer(context, key))
        ? text('Nothing more to ask.')
        : inputRequired({ inputRequests });
    },
  },
});

/** Requires a confirmation together with its own signed state; the SDK refuses state with a wrong signature. */
function confirmingTool(done: string): FixtureTool {
  return {
    description: 'Asks for a confirmation, and checks its state.',
    call: async (_, context) => {
      const confirmed = acceptedContent(context.mcpReq.inputResponses, 'confirm', z.object({ ok: z.boolean() }));
      return confirmed && context.mcpReq.requestState() !== undefined
        ? text(done)
        : inputRequired({
            inputRequests: {
              confirm: inputRequired.elicit({
                message: 'Please confirm',
                requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
              }),
            },
            requestState: await state.mint({ step: 1 }, context),
          });
    },
  };
}

const PROMPTS: Record<string, FixturePrompt> = {
  test_simple_prompt: {
    description: 'Text.',
    get: async () => ({ messages: [userMessage({ type: 'text', text: 'This is a simple prompt for testing.' })] }),
  },
  test_prompt_with_arguments: {
    description: 'Text with two arguments.',
    arguments: ['arg1', 'arg2'],
    get: async ({ arg1, arg2 }) => ({
      messages: [userMessage({ type: 'text', text: `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'` })],
    }),
  },
  test_prompt_with_embedded_resource: {
    description: 'A resource, and text about it.',
    arguments: ['resourceUri'],
    get: async ({ resourceUri = '' }) => ({
      messages: [
        userMessage(embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.')),
        userMessage({ type: 'text', text: 'Please process the embedded resource above.' }),
      ],
    }),
  },
  test_prompt_with_image: {
    description: 'An image, and text about it.',
    get: async () => ({
      messages: [userMessage(image), userMessage({ type: 'text', text: 'Please analyze the image above.' })],
    }),
  },
  test_input_required_result_prompt: {
    description: 'Asks the user before it answers.',
    get: async (_, { mcpReq }) => {
      const user = acceptedContent(mcpReq.inputResponses, 'user_context', z.object({ context: z.string() }));
      return user
        ? { messages: [userMessage({ type: 'text', text: `Context: ${user.context}` })] }
        : inputRequired({
            inputRequests: { user_context: askFor('What context should the prompt use?', 'context') },
          });
    },
  },
};

const RESOURCES: Record<string, FixtureResource> = {
  'test://static-text': {
    name: 'Static text',
    mimeType: 'text/plain',
    content: { text: 'This is the content of the static text resource.' },
  },
  'test://static-binary': { name: 'Static image', mimeType: 'image/png', content: { blob: PNG } },
  [WATCHED]: { name: 'Watched', mimeType: 'text/plain', content: { text: 'This may be subscribed to.' } },
};
const TEMPLATE = { name: 'Data by id', uriTemplate: 'test://template/{id}/data', mimeType: 'application/json' };

function readResource(uri: string): ReadResourceResult {
  const resource = Object.hasOwn(RESOURCES, uri) ? RESOURCES[uri] : undefined;
  if (resource) return { contents: [{ uri, mimeType: resource.mimeType, ...resource.content }] };
  const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
  if (id === undefined) throw new ResourceNotFoundError(uri);
  const data = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
  return { contents: [{ uri, mimeType: TEMPLATE.mimeType, text: data }] };
}

const named = <T>(all: Record<string, T>, name: string, kind: string): T => {
  const entry = Object.hasOwn(all, name) ? all[name] : undefined;
  if (entry === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown ${kind}: '${name}'.`);
  return entry;
};

/** Returns a function that creates a server for one connection or request, like the product's own factory. */
export function createFixtureFactory(options: FixtureOptions): () => Server {
  const tools = fixtureTools(options);
  const listedTools: Tool[] = Object.entries(tools).map(([name, { description, inputSchema = NO_ARGUMENTS }]) => ({
    name,
    description,
    inputSchema,
  }));
  const listedPrompts: Prompt[] = Object.entries(PROMPTS).map(([name, { description, arguments: names = [] }]) => ({
    name,
    description,
    arguments: names.map((argument) => ({ name: argument, description: argument, required: true })),
  }));
  const listedResources = Object.entries(RESOURCES).map(([uri, { name, mimeType }]) => ({ uri, name, mimeType }));

  return () => {
    const server = new ParameterCheckingServer(
      INFO,
      {
        capabilities: {
          tools: { listChanged: true },
          prompts: { listChanged: true },
          resources: { subscribe: true },
          completions: {},
          logging: {},
        },
        requestState: { verify: state.verify },
        ...(options.revisions && { supportedProtocolVersions: options.revisions }),
      },
      listedTools,
    );
    server.setRequestHandler('tools/list', async () => ({ tools: listedTools }));
    server.setRequestHandler('tools/call', async ({ params }, context) =>
      named(tools, params.name, 'tool').call(params.arguments ?? {}, context),
    );
    server.setRequestHandler('prompts/list', async () => ({ prompts: listedPrompts }));
    server.setRequestHandler('prompts/get', async ({ params }, context) =>
      named(PROMPTS, params.name, 'prompt').get(params.arguments ?? {}, context),
    );
    server.setRequestHandler('resources/list', async () => ({ resources: listedResources }));
    server.setRequestHandler('resources/templates/list', async () => ({ resourceTemplates: [TEMPLATE] }));
    server.setRequestHandler('resources/read', async ({ params }) => readResource(params.uri));
    server.setRequestHandler('resources/subscribe', async () => ({}));
    server.setRequestHandler('resources/unsubscribe', async () => ({}));
    server.setRequestHandler('completion/complete', async ({ params }) => {
      const values = ['test one', 'test two'].filter((each) => each.startsWith(params.argument.value));
      return { completion: { values, total: values.length, hasMore: false } };
    });
    return server;
  };
}
