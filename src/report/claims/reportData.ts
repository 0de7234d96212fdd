import type { Claim, ClaimOutcome, Settings } from '../../claim/index.js';
import type { Figure, Statistic, Table } from '../../evidence/index.js';
import { conclusionOf } from './conclusion.js';
import { withoutUserPaths, type Machine } from './environment.js';
import type { ClaimData, ReportData } from './schema.js';

/** The data set that claims on networks used. */
export interface DatasetFacts {
  readonly name: string;
  readonly origin: string;
  readonly trainExamples: number;
  readonly testExamples: number;
  /** sha256 of its raw bytes, in hex. */
  readonly checksum: string;
}

/** All that a report is made from. */
export interface ReportInput {
  readonly claims: readonly ClaimOutcome[];
  readonly settings: Settings;
  /** Of heavytail. */
  readonly version: string;
  /** Fingerprint of the code that decides the numbers. */
  readonly build?: string;
  readonly machine: Machine;
  /** The one that most claims on networks saw, and those that grids saw as well. */
  readonly datasets?: readonly DatasetFacts[];
}

/** A figure or table and the file it goes to. */
export interface Named<Content> {
  readonly claim: string;
  readonly content: Content;
  /** File name without ending; unique within the report. */
  readonly file: string;
}

/** A report before it is written: report.json and the contents of the files beside it. */
export interface Report {
  readonly data: ReportData;
  readonly figures: readonly Named<Figure>[];
  readonly tables: readonly Named<Table>[];
}

/** Brings the results of a run into the form that is written. */
export function assembleReport(input: ReportInput): Report {
  const { settings, version, build, machine, datasets = [] } = input;
  const [dataset, ...furtherDatasets] = datasets.map(
    ({ name, origin, trainExamples, testExamples, checksum }) => ({
      name,
      origin,
      trainExamples,
      testExamples,
      checksum,
    }),
  );
  const evidences = input.claims.map((run) => ({
    claim: run.claim.id,
    evidence: run.status === 'judged' ? run.evidence : undefined,
  }));
  const figures = nameFiles(
    evidences.flatMap(({ claim, evidence }) =>
      (evidence?.figures ?? []).map((content) => ({ claim, content, name: content.name })),
    ),
  );
  const tables = nameFiles(
    evidences.flatMap(({ claim, evidence }) =>
      (evidence?.tables ?? []).map((content) => ({
        claim,
        content,
        name: content.name.startsWith(claim) ? content.name : `${claim}-${content.name}`,
      })),
    ),
  );
  const data: ReportData = {
    schema: 'heavytail.report/1',
    version,
    ...(build === undefined ? {} : { build }),
    profile: settings.profile,
    seed: settings.seed,
    environment: {
      ...machine,
      ...(dataset && { dataset }),
      ...(furtherDatasets.length > 0 && { furtherDatasets }),
    },
    conclusion: conclusionOf(input.claims),
    claims: input.claims.map((run) => claimData(run, settings, figures, tables)),
  };
  return { data, figures, tables };
}

function claimData(
  run: ClaimOutcome,
  settings: Settings,
  figures: readonly Named<Figure>[],
  tables: readonly Named<Table>[],
): ClaimData {
  const { id, group, kind, title, statement, source, formula, experiment, rule, deviation } = run.claim;
  const mine = <Content>(named: readonly Named<Content>[]) => named.filter(({ claim }) => claim === id);
  return {
    id,
    group,
    kind,
    title,
    statement,
    source,
    ...(formula === undefined ? {} : { formula }),
    experiment,
    rule,
    ...(deviation === undefined ? {} : { deviation }),
    ...outcomeOf(run),
    figures: mine(figures).map(({ file }) => `figures/${file}.svg`),
    tables: mine(tables).map(({ file, content }) => ({
      name: content.name,
      caption: content.caption,
      csv: `tables/${file}.csv`,
      tex: `tables/${file}.tex`,
    })),
    seconds: run.status === 'interrupted' ? 0 : run.seconds,
    ...(run.status === 'judged' &&
      run.estimatedSeconds !== undefined && { estimatedSeconds: run.estimatedSeconds }),
    command: commandFor(run.claim, settings),
  };
}

function outcomeOf(
  run: ClaimOutcome,
): Pick<ClaimData, 'status' | 'verdict' | 'reason' | 'scope' | 'open' | 'parts' | 'statistics' | 'controls'> {
  if (run.status === 'judged') {
    const { verdict, reason, scope, open, parts, statistics, controls } = run.evidence;
    return {
      status: 'judged',
      verdict,
      reason,
      ...(scope === undefined ? {} : { scope }),
      ...(open === undefined ? {} : { open }),
      ...(parts === undefined ? {} : { parts: parts.map((part) => ({ ...part })) }),
      statistics: statistics.map(statisticData),
      controls: controls.map((control) => ({ ...control })),
    };
  }
  const none = { verdict: 'undecided' as const, statistics: [], controls: [] };
  if (run.status === 'failed') return { status: 'failed', ...none, reason: withoutUserPaths(run.reason) };
  return { status: 'unfinished', ...none, reason: 'The run was stopped before all its cells were done.' };
}

function statisticData({
  name,
  value,
  low,
  high,
  level,
  theory,
}: Statistic): ClaimData['statistics'][number] {
  const finite = (number: number) => (Number.isFinite(number) ? number : null);
  return {
    name,
    value: finite(value),
    low: finite(low),
    high: finite(high),
    level,
    ...(theory === undefined ? {} : { theory: finite(theory) }),
  };
}

function commandFor({ id, needsData }: Claim, { seed, profile, dataset }: Settings): string {
  const data = needsData && dataset !== 'procedural-digits' ? ' --data DIR' : '';
  return `heavytail reproduce --only ${id} --seed ${seed} --profile ${profile}${data}`;
}

/** Names that any file system takes, no two alike. */
function nameFiles<Content>(
  items: readonly { readonly claim: string; readonly content: Content; readonly name: string }[],
): Named<Content>[] {
  const taken = new Set<string>();
  return items.map(({ claim, content, name }) => {
    const base =
      name
        .toLowerCase()
        .replace(/[^a-z0-9_-]+/g, '-')
        .slice(0, 100) || 'untitled';
    let file = base;
    for (let count = 2; taken.has(file); count++) file = `${base}-${count}`;
    taken.add(file);
    return { claim, content, file };
  });
}
