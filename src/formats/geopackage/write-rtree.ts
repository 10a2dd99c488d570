import type { Database } from 'sql.js'

/**
 * SQLite's R*Tree module keeps its nodes in ordinary tables (https://www.sqlite.org/rtree.html section
 * 4.1 on "shadow tables"; the layout of nodes is described at the head of `ext/rtree/rtree.c`). They
 * are written here directly: the build of SQLite at hand is without the module, and packing sorted
 * boxes into full nodes is faster than inserting them one by one, and gives a better tree.
 */
const CELL_BYTES = 24
const NODE_HEADER_BYTES = 4
/** `RTREE_MAXCELLS`. */
const CELLS_PER_NODE = 51
const NODE_BYTES = NODE_HEADER_BYTES + CELLS_PER_NODE * CELL_BYTES
const ROOT_NODE = 1

/** One level of the tree: the ids of its entries and their boxes, four numbers each. */
interface Level {
  readonly ids: ArrayLike<number>
  readonly boxes: ArrayLike<number>
}

/**
 * Fills the three tables behind an R-tree with features: `rowids` in the order along a curve, so that
 * neighbours share nodes, and their boxes (minX, minY, maxX, maxY).
 */
export function writeRtree(
  db: Database,
  name: string,
  rowids: ArrayLike<number>,
  boxes: ArrayLike<number>,
): void {
  const quoted = (suffix: string): string => `"${`${name}_${suffix}`.replaceAll('"', '""')}"`
  db.run(`CREATE TABLE ${quoted('rowid')}(rowid INTEGER PRIMARY KEY,nodeno)`)
  db.run(`CREATE TABLE ${quoted('node')}(nodeno INTEGER PRIMARY KEY,data)`)
  db.run(`CREATE TABLE ${quoted('parent')}(nodeno INTEGER PRIMARY KEY,parentnode)`)
  const insertNode = db.prepare(`INSERT INTO ${quoted('node')} VALUES(?,?)`)
  const insertRow = db.prepare(`INSERT INTO ${quoted('rowid')} VALUES(?,?)`)
  const insertParent = db.prepare(`INSERT INTO ${quoted('parent')} VALUES(?,?)`)

  // The root is node 1; the others are numbered from 2, level by level from the leaves up.
  let nextNode = ROOT_NODE + 1
  let depth = 0
  let level: Level = { ids: rowids, boxes }
  for (;;) {
    const nodeCount = Math.max(1, Math.ceil(level.ids.length / CELLS_PER_NODE))
    const isRoot = nodeCount === 1
    const ids = new Float64Array(nodeCount)
    const parentBoxes = new Float64Array(4 * nodeCount)
    const register = depth === 0 ? insertRow : insertParent
    for (let node = 0; node < nodeCount; node++) {
      const number = isRoot ? ROOT_NODE : nextNode++
      const first = node * CELLS_PER_NODE
      const end = Math.min(first + CELLS_PER_NODE, level.ids.length)
      insertNode.run([number, toNode(level, first, end, isRoot ? depth : 0)])
      for (let index = first; index < end; index++) register.run([level.ids[index]!, number])
      ids[node] = number
      parentBoxes.set(boxOf(level, first, end), 4 * node)
    }
    if (isRoot) break
    level = { ids, boxes: parentBoxes }
    depth++
  }
  for (const statement of [insertNode, insertRow, insertParent]) statement.free()
}

/** Depth (of the root alone), cell count, and the cells: id, minX, maxX, minY, maxY; big-endian. */
function toNode({ ids, boxes }: Level, first: number, end: number, depth: number): Uint8Array {
  const bytes = new Uint8Array(NODE_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, depth)
  view.setUint16(2, end - first)
  let at = NODE_HEADER_BYTES
  for (let index = first; index < end; index++) {
    view.setBigInt64(at, BigInt(ids[index]!))
    view.setFloat32(at + 8, roundDown(boxes[4 * index]!))
    view.setFloat32(at + 12, roundUp(boxes[4 * index + 2]!))
    view.setFloat32(at + 16, roundDown(boxes[4 * index + 1]!))
    view.setFloat32(at + 20, roundUp(boxes[4 * index + 3]!))
    at += CELL_BYTES
  }
  return bytes
}

function boxOf({ boxes }: Level, first: number, end: number): [number, number, number, number] {
  let minX = Number.POSITIVE_INFINITY
  let minY = Number.POSITIVE_INFINITY
  let maxX = Number.NEGATIVE_INFINITY
  let maxY = Number.NEGATIVE_INFINITY
  for (let index = first; index < end; index++) {
    minX = Math.min(minX, boxes[4 * index]!)
    minY = Math.min(minY, boxes[4 * index + 1]!)
    maxX = Math.max(maxX, boxes[4 * index + 2]!)
    maxY = Math.max(maxY, boxes[4 * index + 3]!)
  }
  return [minX, minY, maxX, maxY]
}

const float = new Float32Array(1)
const bits = new Int32Array(float.buffer)

/** The nearest 32-bit number that is not greater: boxes in the tree hold what they stand for. */
function roundDown(value: number): number {
  const near = Math.fround(value)
  return near <= value ? near : -nextUp(-near)
}

function roundUp(value: number): number {
  const near = Math.fround(value)
  return near >= value ? near : nextUp(near)
}

function nextUp(value: number): number {
  if (value === 0) return 1.401298464324817e-45
  float[0] = value
  bits[0]! += value > 0 ? 1 : -1
  return float[0]
}

/** Makes the tables behind an R-tree known as one, to every SQLite that has the module. */
export function declareRtree(db: Database, name: string): void {
  const sql = `CREATE VIRTUAL TABLE "${name.replaceAll('"', '""')}" USING rtree(id, minx, maxx, miny, maxy)`
  db.run('PRAGMA writable_schema = ON')
  db.run(
    "INSERT INTO sqlite_master(type, name, tbl_name, rootpage, sql) VALUES ('table', ?, ?, 0, ?)",
    [name, name, sql],
  )
  db.run('PRAGMA writable_schema = OFF')
}
