/** A fit that came to its end, or the reason why it did not; of stable laws it is StableFit. */
export type LawFit<FittedLaw, Parameter extends string> =
  | {
      readonly converged: true;
      readonly law: FittedLaw;
      /**
       * Asymptotic. Undefined where the fit ends at the end of a parameter's range: errors are not normal
       * there.
       */
      readonly standardErrors: Readonly<Record<Parameter, number>> | undefined;
      readonly logLikelihood: number;
      /** Why there are no standard errors, of stable laws; undefined where there are. */
      readonly sentence?: string;
    }
  | { readonly converged: false; readonly sentence: string };
