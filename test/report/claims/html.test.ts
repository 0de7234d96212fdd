import { htmlOf } from '#heavytail/report/claims/html';
import { assembleReport } from '#heavytail/report/claims/reportData';
import { summaryLine } from '#heavytail/report/claims/summary';
import { typeset } from '#heavytail/typography';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { sampleReport } from '../sample.js';

const report = assembleReport(sampleReport);
const page = htmlOf(report);
const { document } = parseHTML(page);

test('the page stands alone: no script, no frame, nothing fetched', () => {
  expect(document.querySelectorAll('script, iframe, img, link, object, embed, base')).toHaveLength(0);
  expect(page).not.toMatch(/@import|url\((?!#)/);
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(name, value).not.toMatch(/^on|^src/);
      if (name === 'href' || name === 'xlink:href') {
        expect(value).toMatch(
          /^(#[\w-]+|https:\/\/arxiv\.org\/abs\/\d{4}\.\d{4,5}|report\.json|results\.parquet|(figures|tables)\/[\w-]+\.(svg|png|pdf|csv|tex))$/,
        );
        if (value.startsWith('https')) expect(element.tagName).toBe('A');
      }
    }
  }
});

test('links within the page lead somewhere, and ids are unique', () => {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    expect(ids).toContain(link.getAttribute('href')?.slice(1));
  }
  for (const element of document.querySelectorAll('[aria-labelledby]')) {
    for (const id of (element.getAttribute('aria-labelledby') ?? '').split(' ')) expect(ids).toContain(id);
  }
});

test('every claim is there with its verdict, reason, rule, source and command', () => {
  const words = { judged: '', failed: 'failed to run', unfinished: 'not finished' };
  for (const claim of report.data.claims) {
    const section = document.getElementById(claim.id)?.closest('details');
    expect(section?.getAttribute('data-kind')).toBe(claim.kind);
    const text = String(section?.textContent).replaceAll(/\s+/g, ' ');
    const flat = (part: string) => part.replaceAll(/\s+/g, ' ');
    expect(text).toContain(words[claim.status] || claim.verdict);
    for (const part of [
      claim.title,
      claim.statement,
      claim.source,
      claim.reason,
      claim.rule,
      claim.command,
    ]) {
      expect(text).toContain(flat(typeset(part)));
    }
  }
  const rows = document.querySelectorAll('table.verdicts tbody tr:not(.group)');
  expect(rows).toHaveLength(report.data.claims.length);
});

test('numbers stand beside theory, open intervals are shown as such', () => {
  const text = String(document.body.textContent).replaceAll(/\s+/g, ' ');
  expect(text).toContain('1.503 [1.481, 1.525]');
  expect(text).toContain('[0.48, ∞] (99 %)');
  expect(text).toContain('snapshots 7 ');
  expect(text).not.toContain('100 %');
  expect(text).toContain('Failed: injected α-stable noise is found');
});

test('hostile text is text', () => {
  expect(page).not.toMatch(/<script|<svg onload|<img/i);
  expect(document.title).not.toContain('<');
  expect(document.getElementById('odd-text')?.textContent).toContain('<script>alert("reason")</script>');
});

test('formulas are MathML, and a faulty one is shown as it is', () => {
  expect(document.querySelectorAll('math').length).toBe(1);
  expect(document.querySelector('#odd-text .formula code')?.textContent).toBe('\\frac{1}{');
});

test('tables have captions, and their headings a scope', () => {
  for (const table of document.querySelectorAll('table')) {
    expect(table.querySelector('caption')).not.toBeNull();
    for (const heading of table.querySelectorAll('th')) {
      expect(heading.getAttribute('scope')).toMatch(/^(row|col|rowgroup)$/);
    }
  }
});

test('headings go down one level at a time', () => {
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) => Number(tagName[1]));
  levels.reduce((above, level) => {
    expect(level - above).toBeLessThanOrEqual(1);
    return level;
  }, 0);
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
});

test('the same run gives the same page', () => {
  expect(htmlOf(assembleReport(sampleReport))).toBe(page);
});

test('the summary counts every claim once', () => {
  expect(summaryLine(report.data.claims)).toBe(
    'Findings on networks: 2 refuted. ' +
      'Theorem checks: 1 supported, 1 undecided, 1 failed to run. Controls: 1 not finished.',
  );
  expect(summaryLine([])).toBe('0 claims.');
});

test('a report without claims, data set or build is a page too', () => {
  const { version, settings, machine } = sampleReport;
  const empty = htmlOf(assembleReport({ version, settings, machine, claims: [] }));
  expect(empty).toContain('0 claims.');
  expect(empty).not.toMatch(/undefined|NaN/);
});
