/** What errors advise where a file does not hold what it announces. */
export const damagedHint = 'It is cut, damaged or not what its name says: copy or write it again.';
