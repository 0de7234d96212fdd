import { Potential } from 'heavytail/sde';

/** x^4/4 - x^2/2 on the whole line: two wells, of which every closed form is known. */
export const quartic = new Potential({
  breaks: [],
  pieces: [{ center: 0, u: [0, 0, -0.5, 0, 0.25] }],
  minima: [-1, 1],
  saddles: [0],
});
