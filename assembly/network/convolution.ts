/**
 * Patches of an image as columns of a matrix, and back: with them a convolution is a matrix product. An image is channels ×
 * height × width numbers (f32); row (c, i, j) of the matrix holds, for every place of the window, the number under element (i, j)
 * of the window in channel c, 0 outside the image.
 */

/** Writes the patches of one image: channels * window^2 rows of outHeight * outWidth numbers. */
export function imagePatches(
  image: usize,
  channels: i32,
  height: i32,
  width: i32,
  window: i32,
  stride: i32,
  padding: i32,
  outHeight: i32,
  outWidth: i32,
  out: usize,
): void {
  for (let c = 0; c < channels; c++) {
    const plane = image + ((<usize>(c * height * width)) << 2);
    for (let i = 0; i < window; i++) {
      for (let j = 0; j < window; j++) {
        for (let y = 0; y < outHeight; y++) {
          const row = y * stride - padding + i;
          if (row < 0 || row >= height) memory.fill(out, 0, (<usize>outWidth) << 2);
          else copyLine(plane + ((<usize>(row * width)) << 2), width, j - padding, stride, outWidth, out);
          out += (<usize>outWidth) << 2;
        }
      }
    }
  }
}

/** out[x] = line[x * stride + shift], 0 outside the line. */
function copyLine(line: usize, width: i32, shift: i32, stride: i32, outWidth: i32, out: usize): void {
  for (let x = 0; x < outWidth; x++) {
    const column = x * stride + shift;
    const inside = column >= 0 && column < width;
    store<f32>(out + ((<usize>x) << 2), inside ? load<f32>(line + ((<usize>column) << 2)) : 0);
  }
}

/** Adds patches to the image that they would be taken from: the transpose of imagePatches. */
export function addPatches(
  patches: usize,
  channels: i32,
  height: i32,
  width: i32,
  window: i32,
  stride: i32,
  padding: i32,
  outHeight: i32,
  outWidth: i32,
  image: usize,
): void {
  for (let c = 0; c < channels; c++) {
    const plane = image + ((<usize>(c * height * width)) << 2);
    for (let i = 0; i < window; i++) {
      for (let j = 0; j < window; j++) {
        for (let y = 0; y < outHeight; y++) {
          const row = y * stride - padding + i;
          if (row >= 0 && row < height) {
            const line = plane + ((<usize>(row * width)) << 2);
            for (let x = 0; x < outWidth; x++) {
              const column = x * stride + j - padding;
              if (column < 0 || column >= width) continue;
              const at = line + ((<usize>column) << 2);
              store<f32>(at, load<f32>(at) + load<f32>(patches + ((<usize>x) << 2)));
            }
          }
          patches += (<usize>outWidth) << 2;
        }
      }
    }
  }
}

/**
 * Largest number under each place of the window, of `planes` planes one after another, and where it lies in the input (its
 * index, u32): the first of equal ones, as PyTorch has it. Windows lie inside the plane.
 */
export function maxPool(
  input: usize,
  planes: i32,
  height: i32,
  width: i32,
  window: i32,
  stride: i32,
  outHeight: i32,
  outWidth: i32,
  out: usize,
  places: usize,
): void {
  for (let p = 0; p < planes; p++) {
    const start = p * height * width;
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        let place = start + y * stride * width + x * stride;
        let largest = load<f32>(input + ((<usize>place) << 2));
        for (let i = 0; i < window; i++) {
          for (let j = 0; j < window; j++) {
            const at = start + (y * stride + i) * width + x * stride + j;
            const value = load<f32>(input + ((<usize>at) << 2));
            // A NaN is kept: it must not be lost in a maximum.
            if (value > largest || value != value) {
              largest = value;
              place = at;
            }
          }
        }
        store<f32>(out, largest);
        store<u32>(places, <u32>place);
        out += 4;
        places += 4;
      }
    }
  }
}

/** target[places[k]] += values[k]. */
export function addAtPlaces(values: usize, places: usize, count: i32, target: usize): void {
  for (let k = 0; k < count; k++) {
    const at = target + ((<usize>load<u32>(places + ((<usize>k) << 2))) << 2);
    store<f32>(at, load<f32>(at) + load<f32>(values + ((<usize>k) << 2)));
  }
}

/** out[k] = source[places[k]]. */
export function takeFromPlaces(source: usize, places: usize, count: i32, out: usize): void {
  for (let k = 0; k < count; k++) {
    const at = source + ((<usize>load<u32>(places + ((<usize>k) << 2))) << 2);
    store<f32>(out + ((<usize>k) << 2), load<f32>(at));
  }
}
