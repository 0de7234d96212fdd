import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Table } from '../evidence/index.js';
import { isNumeric } from './tables.js';
import type { ReportInput } from './claims/reportData.js';

/**
 * All statistics of a run as one Parquet file, a row each, for those who compare runs: claim,
 * statistic, value, low, high, level, theory (null where theory says nothing), verdict, profile,
 * seed, version. Numbers that are not finite stay what they are.
 */
export function parquetOf({ claims, settings, version, build }: ReportInput): Uint8Array {
  const rows = claims.flatMap((run) =>
    run.status !== 'judged'
      ? []
      : run.evidence.statistics.map((statistic) => ({
          claim: run.claim.id,
          verdict: run.evidence.verdict,
          ...statistic,
        })),
  );
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'claim', data: rows.map(({ claim }) => claim), type: 'STRING', nullable: false },
      { name: 'statistic', data: rows.map(({ name }) => name), type: 'STRING', nullable: false },
      { name: 'value', data: rows.map(({ value }) => value), type: 'DOUBLE', nullable: false },
      { name: 'low', data: rows.map(({ low }) => low), type: 'DOUBLE', nullable: false },
      { name: 'high', data: rows.map(({ high }) => high), type: 'DOUBLE', nullable: false },
      { name: 'level', data: rows.map(({ level }) => level), type: 'DOUBLE', nullable: false },
      { name: 'theory', data: rows.map(({ theory }) => theory ?? null), type: 'DOUBLE', nullable: true },
      { name: 'verdict', data: rows.map(({ verdict }) => verdict), type: 'STRING', nullable: false },
      { name: 'profile', data: rows.map(() => settings.profile), type: 'STRING', nullable: false },
      { name: 'seed', data: rows.map(() => BigInt(settings.seed)), type: 'INT64', nullable: false },
      { name: 'version', data: rows.map(() => version), type: 'STRING', nullable: false },
    ],
    kvMetadata: [
      { key: 'heavytail.schema', value: 'heavytail.results/1' },
      { key: 'heavytail.version', value: version },
      { key: 'heavytail.build', value: build ?? '' },
      { key: 'heavytail.profile', value: settings.profile },
      { key: 'heavytail.seed', value: String(settings.seed) },
    ],
    createdBy: `heavytail version ${version}`,
  });
  return new Uint8Array(buffer);
}

/** A table as a Parquet file: columns of numbers as doubles, others as text, empty cells as null. */
export function parquetOfTable({ columns, rows }: Table): Uint8Array {
  const columnData = columns.map((name, c) => {
    const filled = rows.filter((row) => row[c] !== '');
    const numeric = isNumeric(filled, c);
    return {
      name,
      data: rows.map((row) => (row[c] === '' ? null : numeric ? row[c] : String(row[c]))),
      type: numeric ? ('DOUBLE' as const) : ('STRING' as const),
      nullable: true,
    };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
