import type { Claim } from 'heavytail/claim';

export declare const claims: readonly Claim[];
