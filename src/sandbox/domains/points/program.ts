/** Checks the loyalty program that arguments name. */
import { given, textOf } from '../../http/arguments.js';
import { failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';

/** @throws `code` if the named program is not the organization's */
export function checkProgram(world: World, programId: unknown, code: number): void {
  if (given(programId) && textOf(programId) !== String(world.organisation.program.id)) {
    failUnknown(code, 'Program', textOf(programId));
  }
}
