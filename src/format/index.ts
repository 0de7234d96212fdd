export { countElements, describeShape, type ArrayLayout } from './arrayLayout.js';
export { checkRange, memorySource, partOf, type ByteSource } from './byteSource.js';
export { readDigitsCsv, type LabelledPixels } from './digitsCsv.js';
export { decode, elementsOf, type ElementName, type Elements } from './elements.js';
export { readIdx, type IdxArray } from './idx.js';
export { arrayMatrix, type MatrixSource } from './matrix.js';
export { npyMagic, readNpyLayout } from './npy.js';
export { readSafetensorsHeader, type SafetensorsEntry, type SafetensorsFile } from './safetensors.js';
export { readThriftStruct, type ThriftStruct, type ThriftValue } from './thrift.js';
