import { NODE_BYTES } from '../../src/formats/flatgeobuf/format.ts'
import { readHeader } from '../../src/formats/flatgeobuf/read-header.ts'
import { IndexSearch } from '../../src/formats/flatgeobuf/search-index.ts'
import { type Bbox, splitAtAntimeridian } from '../../src/geo/bbox.ts'

/**
 * The bytes of a FlatGeobuf file that a query cannot do without: the features that it meets, and the
 * nodes of the index on the way to them.
 */
export function neededBytes(bytes: Uint8Array, bbox: Bbox): number {
  const header = readHeader(bytes)
  const search = new IndexSearch(header, splitAtAntimeridian(bbox))
  let needed = 0
  while (search.ranges.length > 0) {
    const nodes = search.ranges.map(({ first, end }) => ({
      first,
      bytes: bytes.subarray(
        header.indexByteOffset + first * NODE_BYTES,
        header.indexByteOffset + end * NODE_BYTES,
      ),
    }))
    for (const node of nodes) needed += node.bytes.length
    search.step(nodes)
  }
  for (const { byteOffset, byteEnd } of search.found) {
    needed += (byteEnd ?? bytes.length) - byteOffset
  }
  return needed
}
