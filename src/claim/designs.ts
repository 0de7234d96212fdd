import type { Profile } from './claim.js';

/** The sizes of a claim by profile; `published` only where the authors' grid is larger than paper's. */
export type Designs<Size> = Readonly<Record<Exclude<Profile, 'published'>, Size>> & {
  readonly published?: Size;
};

/**
 * The size of an experiment in a profile. Where nothing larger was published, `published` is `paper`.
 *
 * @param designs - the sizes by profile
 * @param profile - of the run
 */
export function designFor<All extends Designs<unknown>>(
  designs: All,
  profile: Profile,
): NonNullable<All[keyof All]> {
  const size = profile === 'published' && designs.published === undefined ? 'paper' : profile;
  return designs[size as keyof All]!;
}
