/** Checks the loyalty program that arguments name. */
import { given, textOf } from '../arguments.js';
import { failUnknown } from '../failure.js';
import type { World } from '../world.js';

/** @throws `code` if the named program is not the organization's */
export function checkProgram(world: World, programId: unknown, code: number): void {
  if (given(programId) && textOf(programId) !== String(world.organisation.program.id)) {
    failUnknown(code, 'Program', textOf(programId));
  }
}
