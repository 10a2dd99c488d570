import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { toRecords } from '../../../scripts/catalog/records.ts'
import { withTemporaryStores } from '../../../scripts/release/file-store.ts'
import { bundledSubject, type Published, readPublished } from '../../../scripts/review/subject.ts'
import { editRows } from '../review-rows.ts'
import type { Subject } from '../rule.ts'
import { toVerdict } from '../verdict.ts'
import { checkDescription, toDraft } from './describe.ts'
import { makePackage, type ReleaseOrder, type ReleasePhase } from './make-package.ts'
import { readPackage } from './read-package.ts'

const LAYER = 'iron-steel-plants'
const PUBLIC = resolve(import.meta.dirname, '../../../public/layers')

let published: Published
let subject: Subject
let order: ReleaseOrder
beforeAll(async () => {
  published = await readPublished(PUBLIC)
  subject = await bundledSubject(published, LAYER)
  const { records } = toRecords(published.catalog.filter(({ id }) => id === LAYER))
  const checked = checkDescription({ ...toDraft(records[0]!), modified: '2099-01-15' })
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults))
  order = {
    rows: subject.rows,
    described: checked.described,
    embargo: null,
    source: { name: 'plants.fgb', bytes: 1, sha256: '0'.repeat(64) },
    mapping: null,
    fixes: [],
    delivery: toVerdict([], subject),
    waivers: new Map(),
    command: 'npm run -s review -- plants.fgb',
  }
}, 60_000)

/** Makes a package, and gives what came of it, its phases, and how many files of its making were left over. */
const make = (changed: Partial<ReleaseOrder>, signal?: AbortSignal) =>
  withTemporaryStores(async (openStore) => {
    const phases = new Set<ReleasePhase>()
    let left = 0
    const counted = async () => {
      const store = await openStore()
      left++
      return {
        ...store,
        discard: async () => {
          left--
          await store.discard()
        },
      }
    }
    const result = await makePackage(
      { ...order, ...changed },
      {
        openStore: counted,
        limitBytes: 1e9,
        site: { url: 'https://example.org/atlas/' },
        catalog: published.catalog,
        places: published.places,
        published: subject.published,
        year: 2026,
        readGround: (path) => readFile(join(PUBLIC, path)).catch(() => null),
        onPhase: (phase) => phases.add(phase),
        ...(signal && { signal }),
      },
    ).then(
      async ({ store, name }) => ({ read: await readPackage(await store.read(name)) }),
      (error) => ({ error }),
    )
    return { result, phases: [...phases], left }
  })

describe('the making of a release package', () => {
  it('goes through its phases, leaves nothing but the package, and what it made can be read again', async () => {
    const { result, phases, left } = await make({})
    expect(result).toHaveProperty('read.record.id', LAYER)
    expect(phases).toEqual(['writing', 'checking', 'formats', 'packing'])
    expect(left).toBe(1)
  }, 120_000)

  it('is refused where an error is left that nobody accepted, and leaves no file', async () => {
    const nowhere = editRows(order.rows, {
      geometry: (row, geometry) => (row === 2 ? { type: 'Point', coordinates: [0, 0] } : geometry),
    })
    const { result, phases, left } = await make({ rows: nowhere })
    expect(result).toMatchObject({ error: { problem: { code: 'release-errors', values: { codes: 'null-island' } } } }) // biome-ignore format: one line
    expect(phases).toEqual(['writing', 'checking'])
    expect(left).toBe(0)
  }, 60_000)

  it('ends when it is called off, and leaves no file', async () => {
    const { result, left } = await make({}, AbortSignal.abort(new Error('called off')))
    expect(result).toMatchObject({ error: { message: 'called off' } })
    expect(left).toBe(0)
  })
})
