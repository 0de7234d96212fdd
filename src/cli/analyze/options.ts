/** Options of `heavytail analyze`, as read. */
export interface AnalyzeOptions {
  readonly describe?: boolean;
  readonly layer?: string;
  readonly fullGradient?: string;
  readonly noise?: boolean;
  readonly norms?: boolean;
  readonly seed: number;
  readonly json?: boolean;
  readonly html?: string;
  readonly csv?: string;
  readonly parquet?: string;
  readonly quiet?: boolean;
}
