import { z } from 'zod';
import type { FileMetaData } from 'hyparquet';

/** What is used of the description of a Parquet file, which may be damaged so that anything is missing. */
const count = z.bigint().nonnegative();
const described = z.object({
  schema: z.array(z.object({ name: z.string(), num_children: z.int().nonnegative().optional() })).min(1),
  row_groups: z.array(
    z.object({
      num_rows: count,
      columns: z.array(
        z.object({
          file_path: z.undefined(),
          meta_data: z.object({
            path_in_schema: z.array(z.string()).min(1),
            num_values: count,
            total_compressed_size: count,
            total_uncompressed_size: count,
            data_page_offset: count,
            dictionary_page_offset: count.optional(),
          }),
        }),
      ),
    }),
  ),
});

/** What a description lacks of all that is used of it, by its place; undefined where nothing is missing. */
export function missingIn(metadata: FileMetaData): string | undefined {
  return described.safeParse(metadata).error?.issues[0].path.join('.');
}
