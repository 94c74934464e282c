/** The loyalty program as arguments name it. */
import { given, textOf } from '../arguments.js';
import { fail } from '../failure.js';
import type { World } from '../world.js';

/** Fails with `code` where a program is named that is not the organisation's. */
export function checkProgram(world: World, programId: unknown, code: number): void {
  if (given(programId) && textOf(programId) !== String(world.organisation.program.id)) {
    fail(code, `Program ${textOf(programId)} does not exist`);
  }
}
