import { describe, expect, it } from 'vitest'
import { keyOfPlace, toFeatureId } from '../model/feature-key.ts'
import { type AnswerRequest, MOST_ANSWER_FEATURES } from '../query/answer.ts'
import { ColumnStores } from '../query/column-stores.ts'
import type { AskContext } from '../query/question.ts'
import { MemorySource } from '../sources/memory-source.ts'
import { openLayerFile } from '../sources/open-layer-file.ts'
import { writeAnswerFile } from './answer-file.ts'

/** As many ports in a row from 100° W eastward as are asked for, a thousandth of a degree apart. */
function contextOf(count: number): AskContext {
  const ports = Array.from({ length: count }, (_, place) => ({
    ...(place === 0 ? keyOfPlace(0) : { key: `MX-${place}`, id: toFeatureId(`MX-${place}`) }),
    geometry: { type: 'Point' as const, coordinates: [-100 + place / 1000, 20] },
    properties: { name: place === 2 ? null : `Puerto ${place} «Ñ»`, boats: place },
  }))
  const source = new MemorySource(
    {
      name: 'ports',
      geometryType: 'Point',
      fields: [
        { name: 'name', type: 'string' },
        { name: 'boats', type: 'integer' },
      ],
    },
    ports,
  )
  const stores = new ColumnStores()
  const quietly = { signal: new AbortController().signal, pause: async () => undefined }
  const open = async () => source
  const read: AskContext['read'] = (_, fields) => stores.read(source, fields, quietly)
  return { ...quietly, open, openForFew: open, read }
}

const fewer: AnswerRequest = {
  layer: { at: { kind: 'url', url: 'ports' }, byteLength: 0 },
  condition: { kind: 'compare', field: 'boats', operator: '<', value: 4 },
  fields: [],
  offset: 0,
  limit: 0,
}

describe('the features of an answer as a file', () => {
  it('are whole, under the keys that they have in their layer, for whatever reads files of layers', async () => {
    const { blob, sha256, featureCount, bbox } = await writeAnswerFile(fewer, contextOf(9))
    expect([featureCount, sha256.length]).toEqual([4, 64])
    expect(bbox).toEqual([-100, 20, -99.997, 20])
    const source = await openLayerFile({ kind: 'blob', path: 'answer-1.1.fgb', blob })
    const found = await source.find(['MX-3', 'MX-2', 'MX-5'])
    expect([...found.keys()].sort()).toEqual(['MX-2', 'MX-3'])
    expect(found.get('MX-3')?.properties).toEqual({ name: 'Puerto 3 «Ñ»', boats: 3 })
    expect(found.get('MX-2')?.properties.name ?? null).toBeNull()
  })

  it('are a file without features where none are found', async () => {
    const none = { ...fewer, condition: { ...fewer.condition!, value: -1 } } as AnswerRequest
    const { blob, featureCount, bbox } = await writeAnswerFile(none, contextOf(9))
    expect([featureCount, bbox]).toEqual([0, null])
    const source = await openLayerFile({ kind: 'blob', path: 'answer-1.2.fgb', blob })
    for await (const feature of source.features({})) expect.fail(`found ${feature.key}`)
  })

  it('are refused with their count where they are more than a layer may have', async () => {
    const all: AnswerRequest = { ...fewer, condition: { kind: 'compare', field: 'boats', operator: '>=', value: 0 } } // biome-ignore format: one line
    await expect(writeAnswerFile(all, contextOf(MOST_ANSWER_FEATURES + 1))).rejects.toMatchObject({
      problem: {
        code: 'answer-too-large',
        values: { count: MOST_ANSWER_FEATURES + 1, most: MOST_ANSWER_FEATURES },
      },
    })
  })
})
