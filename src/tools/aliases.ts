/**
 * Names that have changed. An old name keeps working, with a note, until two minor versions after the one that changed
 * it; then a test fails until its row is removed here.
 */

export interface Alias {
  readonly from: string;
  readonly to: string;
  /** The version that changed the name. */
  readonly since: string;
}

/** `from` and `to` are arguments of the tool `tool`: parameters, or keys of the body as `body.lines.key`. */
export interface ArgumentAlias extends Alias {
  readonly tool: string;
}

interface Aliases {
  readonly tools: readonly Alias[];
  readonly arguments: readonly ArgumentAlias[];
  /** Variables, and flags with the variable of the setting that they set. */
  readonly settings: readonly Alias[];
}

export const ALIASES: Aliases = {
  tools: [],
  arguments: [],
  settings: [
    // The URL may contain a password, and flags show in process lists.
    { from: '--redis', to: 'CAPILLARY_REDIS_URL', since: '0.2.0' },
  ],
};
