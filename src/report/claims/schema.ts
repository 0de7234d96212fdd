import { z } from 'zod';

/**
 * report.json, schema heavytail.report/1. Keys may be added under the same name; none is taken away.
 * JSON has no infinity and no NaN: null stands for a number that is not finite.
 */

const number = z.number().nullable();

const statistic = z.object({
  name: z.string(),
  value: number,
  low: number,
  high: number,
  level: z.number(),
  theory: number.optional(),
});

const verdict = z.enum(['supported', 'refuted', 'undecided']);

const open = z.object({ rule: z.string(), needs: z.string() });

const claim = z.object({
  id: z.string(),
  group: z.enum(['brownian', 'framework', 'levy', 'finding', 'beyond']),
  kind: z.enum(['theorem', 'finding', 'control']),
  title: z.string(),
  statement: z.string(),
  source: z.string(),
  formula: z.string().optional(),
  experiment: z.string(),
  rule: z.string(),
  deviation: z.string().optional(),
  /** judged: by its rule. failed: no evidence, `reason` says why. unfinished: the run was stopped before. */
  status: z.enum(['judged', 'failed', 'unfinished']),
  /** undecided where there is no evidence. */
  verdict,
  reason: z.string(),
  /** Where the statement holds and where it does not. */
  scope: z.string().optional(),
  /** With the verdict undecided: which rule did not decide, and what would. */
  open: open.optional(),
  parts: z
    .array(
      z.object({
        name: z.string(),
        verdict,
        reason: z.string(),
        scope: z.string().optional(),
        open: open.optional(),
      }),
    )
    .optional(),
  statistics: z.array(statistic),
  controls: z.array(z.object({ name: z.string(), passed: z.boolean(), value: z.string() })),
  /** Paths from the folder of the report. */
  figures: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), caption: z.string(), csv: z.string(), tex: z.string() })),
  /** Computing time, summed over all workers. */
  seconds: z.number(),
  /** What the plan had said that it would be. */
  estimatedSeconds: z.number().optional(),
  /** Runs this claim alone, with the same results. */
  command: z.string(),
});

const dataset = z.object({
  name: z.string(),
  origin: z.string(),
  trainExamples: z.number().int(),
  testExamples: z.number().int(),
  checksum: z.string(),
});

const environment = z.object({
  date: z.string(),
  node: z.string(),
  cpu: z.string(),
  cores: z.number().int(),
  memoryGiB: z.number(),
  platform: z.string(),
  dataset: dataset.optional(),
  /** Those that grids of networks were run on as well. */
  furtherDatasets: z.array(dataset).optional(),
});

const sentence = z.object({
  text: z.string(),
  /** Ids of the claims that it rests on. */
  claims: z.array(z.string()),
  /** Where one claim is behind it: how it was decided. */
  verdict: verdict.optional(),
});

/** What the verdicts say together, question by question. */
const conclusion = z.object({
  sections: z.array(
    z.object({
      topic: z.enum(['motion', 'noise', 'published-number', 'theory', 'training', 'open']),
      question: z.string(),
      /** The answer in a sentence, where a rule joins the sentences below it. */
      answer: z.string().optional(),
      sentences: z.array(sentence),
    }),
  ),
});

/** Shape of report.json. */
export const reportSchema = z.object({
  schema: z.literal('heavytail.report/1'),
  version: z.string(),
  /** Fingerprint of the code that decides the numbers. */
  build: z.string().optional(),
  profile: z.enum(['smoke', 'quick', 'paper', 'published']),
  seed: z.number(),
  environment,
  conclusion,
  claims: z.array(claim),
});

/** report.json as a value. */
export type ReportData = z.infer<typeof reportSchema>;
export type ClaimData = ReportData['claims'][number];
export type Conclusion = ReportData['conclusion'];
export type ConclusionSection = Conclusion['sections'][number];
export type ConclusionSentence = ConclusionSection['sentences'][number];
export type StatisticData = ClaimData['statistics'][number];
