/** Edits of TOML: what is not edited stays byte for byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readToml, removeFromToml, setInToml, type TablePath } from '../../src/hosts/toml.js';
import { anyCharacter } from '../any-character.js';

const PATH: TablePath = ['mcp_servers', 'capillary'];
const ENTRY = { command: '/usr/bin/node', args: ['/a b/cli.js'], env: { CAPILLARY_CLUSTER: 'eu' }, env_vars: ['X'] };

/** Values in every form that TOML has. */
const value = fc.constantFrom(
  '1',
  '0xDEAD_beef',
  '-1.50e+3',
  'nan',
  'true',
  '1979-05-27T07:32:00.120-08:00',
  '1979-05-27 07:32:00',
  '1979-05-27',
  '07:32:00',
  '""',
  "'lit \"eral'",
  '"esc \\u00e9 \\" # no comment"',
  '"""\nmany\n[mcp_servers.capillary]\nlines # no comment\n"""',
  "'''\n[x]\n'''",
  '[]',
  '[ 1, 2, # c\n  3, ]',
  '[\n  ["a"],\n  [ "b" ] , # d\n]',
  '{}',
  '{ a = 1, "b c" = [ { d = 2 } ], e.f = 3 }',
);
const comment = fc.constantFrom('', '', ' # c', '\t# [mcp_servers.capillary]', '   ');
const line = fc.constantFrom('', '\n', '# note\n', '\n# [mcp_servers.capillary]\n# command = "x"\n\n', '  \n');
const row =
  (keys: readonly string[]) =>
  (at: number, text: string, gap: string, end: string): string =>
    `${gap}${keys[at % keys.length]}${at} = ${text}${end}\n`;
const rows = (keys: readonly string[]) =>
  fc
    .array(fc.tuple(value, line, comment), { maxLength: 3 })
    .map((items) => items.map(([text, gap, end], at) => row(keys)(at, text, gap, end)).join(''));
const keyRows = rows(['a', '  b', 'c-d_', 'e']);
const HEADERS = [
  '[mcp_servers.other]',
  '[ mcp_servers . "qu.oted" ]',
  '[mcp_servers.other.env]',
  "[mcp_servers.'capillary2']",
  '[profiles.capillary]',
  '[projects."/home/me/a b"] # trusted',
  '[[list]]',
  '[tui]',
];
const tables = fc
  .uniqueArray(fc.constantFrom(...HEADERS), { maxLength: 4 })
  .chain((headers) =>
    fc.tuple(...headers.map((header) => fc.tuple(line, keyRows).map(([gap, body]) => `${gap}${header}\n${body}`))),
  )
  .map((parts) => parts.join(''));
const file = fc
  .tuple(
    fc.constantFrom('', '\uFEFF'),
    keyRows,
    fc.constantFrom('', 'mcp_servers.dotted.command = "x"\n'),
    tables,
    line,
    fc.boolean(),
  )
  .map(
    ([mark, top, dotted, rest, end, windows]) =>
      `${mark}${windows ? `${top}${dotted}${rest}${end}`.replaceAll('\n', '\r\n') : `${top}${dotted}${rest}${end}`}`,
  )
  .filter((text) => isValid(text));

const isValid = (text: string): boolean => {
  try {
    readToml(text);
    return true;
  } catch {
    return false;
  }
};

const RUNS = { numRuns: 500 };
const plain = (root: unknown): unknown => JSON.parse(JSON.stringify(root));

describe('adding a table to a TOML file', () => {
  it('appends it and changes no character, whatever the file looks like', () => {
    fc.assert(
      fc.property(file, (text) => {
        const edited = setInToml(text, PATH, ENTRY);
        expect(edited.startsWith(text)).toBe(true);
        const root = readToml(text);
        const servers = { ...(root['mcp_servers'] as object), capillary: ENTRY };
        expect(plain(readToml(edited))).toEqual(plain({ ...root, mcp_servers: servers }));
      }),
      RUNS,
    );
  });

  it('is undone by removing it, byte for byte', () => {
    fc.assert(
      fc.property(file, (text) => {
        expect(removeFromToml(setInToml(text, PATH, ENTRY), PATH)).toBe(text);
      }),
      RUNS,
    );
  });

  it('leaves all others when it is changed, and when others follow it', () => {
    fc.assert(
      fc.property(file, tables, (text, more) => {
        const whole = `${setInToml(text, PATH, ENTRY)}${more}`;
        fc.pre(isValid(whole));
        const changed = setInToml(whole, PATH, { ...ENTRY, command: 'npx', args: ['-y', 'capillary-mcp@1.2.3'] });
        const expected = whole
          .replace('"/usr/bin/node"', '"npx"')
          .replace('"/a b/cli.js"', '"-y", "capillary-mcp@1.2.3"');
        expect(changed).toBe(expected);
        const removed = removeFromToml(whole, PATH);
        const { capillary: _, ...others } = readToml(whole)['mcp_servers'] as Record<string, unknown>;
        expect(plain({ mcp_servers: {}, ...readToml(removed) })).toEqual(
          plain({ ...readToml(whole), mcp_servers: others }),
        );
      }),
      RUNS,
    );
  });
});

describe('a TOML file', () => {
  it.each([
    ['', '[mcp_servers.capillary]\ncommand = "x"\n'],
    ['model = "m"', 'model = "m"\n\n[mcp_servers.capillary]\ncommand = "x"\n'],
    ['[mcp_servers]\n', '[mcp_servers]\n\n[mcp_servers.capillary]\ncommand = "x"\n'],
    ['a = 1\r\n', 'a = 1\r\n\r\n[mcp_servers.capillary]\r\ncommand = "x"\r\n'],
  ])('is written in its own style: %j', (text, expected) => {
    expect(setInToml(text, PATH, { command: 'x' })).toBe(expected);
  });

  it.each(['[mcp_servers."capillary"]', "[ mcp_servers . 'capillary' ]", '["mcp_servers".capillary]'])(
    'loses the table however its header is written: %s',
    (header) => {
      const text = `a = 1\n\n${header}\ncommand = "x"\n# last\n\n[b]\n`;
      expect(removeFromToml(text, PATH)).toBe('a = 1\n\n# last\n\n[b]\n');
    },
  );

  it('keeps what its user added to the table', () => {
    const text = '[mcp_servers.capillary]\ncommand = "x#" # mine\n# slow\nstartup_timeout_sec = 30\n';
    const changed = setInToml(text, PATH, { command: 'y', startup_timeout_sec: 30 });
    expect(changed).toBe(text.replace('"x#"', '"y"'));
  });

  it.each([
    [
      'command = "x"\nargs = [\n  "a", # one\n] # two\nenv = { A = "1" } # three\n',
      'command = "x"\nargs = ["b", "c"] # two\nenv = { B = "2" } # three\n',
    ],
    [
      'args = ["a"]\n\n# after\n[mcp_servers.capillary.env] # four\nA = "1"\n\n[other]\n',
      'args = ["b", "c"]\ncommand = "x"\n\n# after\n[mcp_servers.capillary.env] # four\nB = "2"\n\n[other]\n',
    ],
    ['command = "x"', 'command = "x"\nargs = ["b", "c"]\nenv = { B = "2" }'],
    ['command = "x"\r\n', 'command = "x"\r\nargs = ["b", "c"]\r\nenv = { B = "2" }\r\n'],
    ['  "command" = \'y\'\n', 'command = "x"\nargs = ["b", "c"]\nenv = { B = "2" }\n'],
  ])('has the members of the table changed one by one: %j', (body, expected) => {
    const header = '[mcp_servers.capillary]';
    const value = { command: 'x', args: ['b', 'c'], env: { B: '2' } };
    const eol = body.includes('\r') ? '\r\n' : '\n';
    expect(setInToml(`${header}${eol}${body}`, PATH, value)).toBe(`${header}${eol}${expected}`);
  });

  it('holds any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter }).filter((text) => text.isWellFormed()),
        (text) => {
          const edited = setInToml('', PATH, { command: text, args: [text], env: { [text]: text } });
          expect(plain(readToml(edited))).toEqual({
            mcp_servers: { capillary: { command: text, args: [text], env: { [text]: text } } },
          });
        },
      ),
    );
  });

  it.each([
    ['a = 1\nb = \n', /^line 2, column \d+: /],
    ['[a\n', /^line \d, column \d+: /],
    ['a = 1\na = 2\n', /^line 2, column \d+: /],
    ['mcp_servers = 1\n', /"mcp_servers" is not a table/],
    ['mcp_servers = { a = {} }\n', /not written as tables of their own, such as \[mcp_servers.capillary\]/],
  ])('that is wrong is refused, with the place: %j', (text, message) => {
    expect(() => setInToml(text, PATH, ENTRY)).toThrow(message);
  });
});
