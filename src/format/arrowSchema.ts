/**
 * The type of each column in the schema that Arrow keeps in the files it writes. Parquet itself has no type
 * for durations: only this schema tells them from integers.
 */

/** Numbers of the types in Arrow's Schema.fbs. */
const typeNames: Readonly<Record<number, string>> = {
  8: 'date',
  9: 'time',
  10: 'timestamp',
  11: 'interval',
  18: 'duration',
};
/** Fields of the tables Message, Schema and Field, by their places. */
const slots = { message: { header: 2 }, schema: { fields: 1 }, field: { name: 0, typeType: 2 } };
const mostColumns = 1 << 20;

/**
 * Columns of dates, times and durations.
 *
 * @param bytes - an encapsulated Arrow message: the value of ARROW:schema, unpacked from base64
 * @returns the type by column; empty where the bytes are no such message
 */
export function arrowTimeColumns(bytes: Uint8Array): Map<string, string> {
  const found = new Map<string, string>();
  try {
    const buffer = new FlatBuffer(bytes);
    const schema = buffer.target(buffer.root(), slots.message.header);
    const fields = schema === undefined ? undefined : buffer.target(schema, slots.schema.fields);
    if (fields === undefined) return found;
    const count = Math.min(buffer.length(fields), mostColumns);
    for (let i = 0; i < count; i++) {
      const field = buffer.follow(fields + 4 + 4 * i);
      const name = buffer.target(field, slots.field.name);
      const type = buffer.byte(field, slots.field.typeType);
      if (name !== undefined && Object.hasOwn(typeNames, type)) found.set(buffer.text(name), typeNames[type]);
    }
    return found;
  } catch (error) {
    // A place outside the bytes: they are damaged, and say nothing.
    if (error instanceof RangeError) return new Map();
    throw error;
  }
}

/**
 * Reads tables, vectors and texts of FlatBuffers by their places (google.github.io/flatbuffers, "Internals").
 */
class FlatBuffer {
  private readonly view: DataView;
  /** Where the message begins: behind a continuation mark and its length. */
  private readonly start: number;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.start = this.view.getUint32(0, true) === 0xffffffff ? 8 : 4;
  }

  root(): number {
    return this.follow(this.start);
  }

  /** Where the offset at a place leads. */
  follow(place: number): number {
    return place + this.view.getUint32(place, true);
  }

  /** What a field of a table refers to. */
  target(table: number, slot: number): number | undefined {
    const place = this.place(table, slot);
    return place === undefined ? undefined : this.follow(place);
  }

  byte(table: number, slot: number): number {
    const place = this.place(table, slot);
    return place === undefined ? 0 : this.view.getUint8(place);
  }

  length(vector: number): number {
    return this.view.getUint32(vector, true);
  }

  text(place: number): string {
    const length = this.length(place);
    // The view, unlike subarray, refuses what lies outside.
    if (length > 0) this.view.getUint8(place + 3 + length);
    return new TextDecoder().decode(this.bytes.subarray(place + 4, place + 4 + length));
  }

  private place(table: number, slot: number): number | undefined {
    const layout = table - this.view.getInt32(table, true);
    if (4 + 2 * slot >= this.view.getUint16(layout, true)) return undefined;
    const offset = this.view.getUint16(layout + 4 + 2 * slot, true);
    return offset === 0 ? undefined : table + offset;
  }
}
