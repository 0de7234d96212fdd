export declare const tasks: readonly string[];
export declare function bitsOf(subject: string): string;
