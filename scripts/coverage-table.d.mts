type Shares = Readonly<Record<string, { readonly lines: number; readonly branches: number }>>;
interface Count {
  readonly covered: number;
  readonly total: number;
}
export declare function sharesByFolder(
  files: readonly {
    readonly sourcePath: string;
    readonly summary: { readonly lines: Count; readonly branches: Count };
  }[],
): Shares;
export declare function floorsOf(shares: Shares): Shares;
export declare function compared(
  shares: Shares,
  floors: Shares,
): { readonly lines: readonly string[]; readonly below: number };
