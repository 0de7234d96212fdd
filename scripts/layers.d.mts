export declare const layers: readonly {
  readonly folder: string;
  readonly imports: readonly string[];
  readonly remark: string;
}[];
