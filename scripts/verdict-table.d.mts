export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly status: string;
  readonly verdict: string;
  readonly statistics: readonly { readonly name: string; readonly value: number | null }[];
}
export interface Column {
  readonly heading: string;
  readonly reports: readonly { readonly claims: readonly Entry[] }[];
}
export declare function endingsInWords(entries: readonly Entry[]): string;
export declare function effectInWords(entries: readonly Entry[]): string;
export declare function verdictTables(columns: readonly Column[]): string;
export declare function differences(columns: readonly Column[]): string[];
export declare function withTables(page: string, tables: string): string;
