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

test('the page begins with what the verdicts say together, and leads to the claims behind it', () => {
  const text = String(document.querySelector('.conclusion')?.textContent).replaceAll(/\s+/g, ' ');
  expect(text).toContain('The steps of SGD are not jumps in every setting: holds for b ≤ 100');
  expect(text).toContain('Full-batch descent is deterministic: its run was stopped before its end.');
  expect(document.querySelector('.conclusion a[href="#noise-jumps"] code')?.textContent).toBe('noise-jumps');
  const order = [...document.querySelectorAll('h2')].map(({ id }) => id);
  expect(order).toEqual(['conclusion', 'verdicts', 'claims', 'methods', 'provenance', 'references']);
});

test('what is refuted as stated says so with its scope, and an open part what it needs', () => {
  const row = document.querySelector('.verdicts tr:has(a[href="#noise-jumps"])');
  expect(row?.querySelector('.badge')?.textContent).toBe('✗ refuted as stated');
  expect(row?.querySelector('.scope')?.textContent).toBe('Holds for b ≤ 100, fails from b = 500.');
  const section = String(document.getElementById('noise-jumps')?.textContent);
  expect(section).toContain('To decide it: 720 more minibatches. Too few steps.');
});

test('computing times stand beside what the plan had said, the longest first', () => {
  const rows = [...document.querySelectorAll('.times tbody tr')].map((row) =>
    [...row.children].slice(1).map(({ textContent }) => textContent),
  );
  expect(rows.slice(0, 3)).toEqual([
    ['1 h 10 min', '–'],
    ['1 min 23 s', '–'],
    ['12 s', '10 s'],
  ]);
});

test('claims are folded where they are many, and open where they are few', () => {
  expect(document.querySelectorAll('details.claim')).toHaveLength(6);
  expect(document.querySelectorAll('details.claim[open]')).toHaveLength(0);
  const few = htmlOf(assembleReport({ ...sampleReport, claims: sampleReport.claims.slice(0, 2) }));
  expect(parseHTML(few).document.querySelectorAll('details.claim[open]')).toHaveLength(2);
  expect(few).not.toContain('<fieldset>');
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
