/** For properties that must hold of any text: `fc.string({ unit: anyCharacter })`. */
import fc from 'fast-check';

const [FIRST_SURROGATE, SURROGATES, LAST] = [0xd800, 0x800, 0x10ffff];

/** As the unit `binary` of fast-check, which takes seconds to list all characters before the first text. */
export const anyCharacter: fc.Arbitrary<string> = fc.nat({ max: LAST - SURROGATES }).map(
  (index) => String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES),
  (character) => {
    if (typeof character !== 'string' || [...character].length !== 1) throw new Error('not a character');
    const code = character.codePointAt(0) ?? 0;
    return code < FIRST_SURROGATE ? code : code - SURROGATES;
  },
);
