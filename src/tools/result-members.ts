/** The members that this server adds to results with output schemas. No documented answer has them. */

/** What the notes of other results say, as a list of texts. */
export const NOTES = '_notes';
/** What does not have the form that the output schema says. */
export const UNEXPECTED = '_unexpected';
/** The answer itself, if it is not an object. */
export const ITEMS = 'items';
/** What a tool answers in words. */
export const TEXT = 'text';
