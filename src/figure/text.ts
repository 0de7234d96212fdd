/** Text in an SVG without a browser: widths are estimates, on the wide side. */

/** Text safe inside XML and HTML, in content and in quoted attributes; control characters become U+FFFD. */
export function escapeMarkup(text: string): string {
  return (
    text
      // XML allows no other control characters than tab, line feed and carriage return.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
  );
}

/** Estimated width in pixels of a line in a proportional sans-serif face. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const character of text) ems += characterWidth(character);
  return ems * fontSize;
}

/** Lines of at most the given width, broken at spaces; a longer word has a line of its own. */
export function wrapText(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, fontSize) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

function characterWidth(character: string): number {
  if (/[ilj.,:;'|!()[\]ftI/]/.test(character)) return 0.34;
  if (/[mwMW—%@]/.test(character)) return 0.9;
  if (/[A-Z≥≤±×→=+<>~]/.test(character)) return 0.68;
  if (character === ' ') return 0.3;
  if (/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/.test(character)) return 0.4;
  return character > '\u2e80' ? 1.05 : 0.58;
}
