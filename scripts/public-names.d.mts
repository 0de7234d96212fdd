export declare function publicNames(root: string): ReadonlyMap<string, ReadonlySet<string>>;
