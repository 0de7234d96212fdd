/** Images are square, `side` pixels wide. */
export const side = 28;

const far = 1e9;
/** Straight pieces of a curve between two of its points. */
const pieces = 5;

/**
 * A canvas that remembers how far the middle of each pixel is from the nearest stroke. Ink follows from
 * that distance alone, so that crossing strokes do not darken each other and edges are smooth without
 * supersampling. Only + − × ÷ and square roots are used: equal bits everywhere.
 */
export class Canvas {
  /** Squared distance of each pixel's middle from the nearest stroke, right wherever it is below reach². */
  readonly #squares = new Float64Array(side * side);
  #reach = 0;

  /** Empties the canvas; strokes will be felt up to `reach` pixels away. */
  clear(reach: number): void {
    this.#squares.fill(far);
    this.#reach = reach;
  }

  /**
   * Draws the smooth curve (Catmull and Rom 1974) through `count` points x, y, x, y, … in pixels; two
   * equal points in a row make a corner.
   */
  curve(points: Float64Array, count: number): void {
    for (let i = 0; i + 1 < count; i++) {
      const before = 2 * Math.max(i - 1, 0);
      const after = 2 * Math.min(i + 2, count - 1);
      const [x0, y0] = [points[2 * i], points[2 * i + 1]];
      const [x1, y1] = [points[2 * i + 2], points[2 * i + 3]];
      if (x0 === x1 && y0 === y1) continue;
      // Tangents at both ends, times the length of the parameter interval.
      const [tx0, ty0] = [(x1 - points[before]) / 2, (y1 - points[before + 1]) / 2];
      const [tx1, ty1] = [(points[after] - x0) / 2, (points[after + 1] - y0) / 2];
      let [x, y] = [x0, y0];
      for (let piece = 1; piece <= pieces; piece++) {
        const t = piece / pieces;
        const end = t * t * (3 - 2 * t);
        const fromStart = t * (1 - t) * (1 - t);
        const fromEnd = t * t * (t - 1);
        const nextX = x0 + end * (x1 - x0) + fromStart * tx0 + fromEnd * tx1;
        const nextY = y0 + end * (y1 - y0) + fromStart * ty0 + fromEnd * ty1;
        this.line(x, y, nextX, nextY);
        x = nextX;
        y = nextY;
      }
    }
  }

  /** Draws a straight line; pixel column i has its middle at x = i. */
  line(x0: number, y0: number, x1: number, y1: number): void {
    const squares = this.#squares;
    const reach = this.#reach;
    const left = Math.max(0, Math.ceil(Math.min(x0, x1) - reach));
    const right = Math.min(side - 1, Math.floor(Math.max(x0, x1) + reach));
    const top = Math.max(0, Math.ceil(Math.min(y0, y1) - reach));
    const bottom = Math.min(side - 1, Math.floor(Math.max(y0, y1) + reach));
    const dx = x1 - x0;
    const dy = y1 - y0;
    const length = dx * dx + dy * dy;
    const scale = length > 0 ? 1 / length : 0;
    for (let row = top; row <= bottom; row++) {
      const py = row - y0;
      for (let column = left; column <= right; column++) {
        const px = column - x0;
        const along = Math.min(1, Math.max(0, (px * dx + py * dy) * scale));
        const ex = px - along * dx;
        const ey = py - along * dy;
        const square = ex * ex + ey * ey;
        const at = row * side + column;
        if (square < squares[at]) squares[at] = square;
      }
    }
  }

  /**
   * Raises `out` to `darkness` under the pen: full within `radius` − `softness` of a stroke, nothing
   * beyond `radius` + `softness`, and a smooth step between.
   */
  ink(radius: number, softness: number, darkness: number, out: Float64Array): void {
    const outer = radius + softness;
    const limit = outer * outer;
    for (let at = 0; at < out.length; at++) {
      const square = this.#squares[at];
      if (square >= limit) continue;
      const t = Math.min(1, (outer - Math.sqrt(square)) / (2 * softness));
      out[at] = Math.max(out[at], darkness * t * t * (3 - 2 * t));
    }
  }
}
