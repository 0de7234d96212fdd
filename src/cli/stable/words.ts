import { UserError } from '../../error.js';

const longestWord = 1000;

/**
 * Cuts a text that comes in pieces into its words: what stands between white space and commas, without
 * comments, which go from # to the end of the line. A piece may end anywhere.
 */
export class Words {
  #line = 1;
  #inComment = false;
  /** The beginning of a word that the last piece may have cut. */
  #cut = '';

  /** @param file - which the text is of, if it is one */
  constructor(private readonly file?: string) {}

  /** Where the word stands that was given last. */
  get place(): string {
    return `Line ${this.#line}${this.file === undefined ? '' : ` of ${this.file}`}`;
  }

  /**
   * The words that end in this piece.
   *
   * @throws {UserError} at a word so long that the text is no list of numbers
   */
  *of(piece: string): Generator<string, void, undefined> {
    const text = this.#cut + piece;
    this.#cut = '';
    const token = /\n|#|[^\s,#]+/g;
    for (;;) {
      if (this.#inComment) {
        const end = text.indexOf('\n', token.lastIndex);
        if (end < 0) return;
        token.lastIndex = end;
        this.#inComment = false;
      }
      const found = token.exec(text)?.[0];
      if (found === undefined) return;
      if (found === '\n') this.#line++;
      else if (found === '#') this.#inComment = true;
      else if (token.lastIndex < text.length) yield found;
      else this.#cut = found;
      if (this.#cut.length > longestWord) throw this.#tooLong();
    }
  }

  /** The word at the end of the text, if there is one. */
  *last(): Generator<string, void, undefined> {
    if (this.#cut !== '') yield this.#cut;
    this.#cut = '';
  }

  #tooLong(): UserError {
    return new UserError(
      `${this.place} holds a word of more than ${longestWord} characters.`,
      'Give numbers as text, separated by white space or commas.',
    );
  }
}
