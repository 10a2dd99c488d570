import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LayerEntry } from '../../catalog/device-layer.ts'
import { ProblemError } from '../../model/problem.ts'
import type { AnswerRequest } from '../../query/answer.ts'
import { addAnswer, changeAnswer } from '../../state/answers.ts'
import { toLayerView } from '../../state/layer-view.ts'
import { useAtlas } from '../../state/store.ts'
import type { AnswerFile } from '../../workers/answer-file.ts'
import type { DataClient } from '../../workers/data-client.ts'
import { followAnswers } from './follow-answers.ts'

const toEntry = (id: string) =>
  ({
    id,
    title: { en: `The ${id}`, fr: `Les ${id}`, es: `Los ${id}` },
    files: [{ path: `${id}.fgb`, bytes: 9, featureCount: 3 }],
    fields: [{ name: 'fuel', type: 'string' }],
    geometryType: 'Point',
  }) as unknown as LayerEntry

const start = { ...useAtlas.getState() }
const NEAR_LAKES = '{"layer":"ports","near":{"layer":"lakes","relation":"within","km":2.5}}'
const state = () => useAtlas.getState()
const entry = () => state().catalog.get('answer-1')
const status = () => state().statuses.get('answer-1')

interface Asked {
  readonly request: AnswerRequest
  readonly signal: AbortSignal
  answer(file: Partial<AnswerFile>): void
  fail(code: string): void
}

let asked: Asked[]
let end: () => void

beforeEach(() => {
  asked = []
  const catalog = new Map(['ports', 'lakes'].map((id) => [id, toEntry(id)]))
  useAtlas.setState({ ...start, catalog, layers: [toLayerView('ports')] })
  // The page's base, from which addresses of files follow.
  globalThis.document ??= { baseURI: 'https://atlas.example/' } as Document
  const call = (_: string, request: AnswerRequest, { signal }: { signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
      asked.push({
        request,
        signal,
        answer: (file) =>
          resolve({ blob: new Blob(['1234']), sha256: 'ab', featureCount: 2, bbox: null, ...file }),
        fail: (code) => reject(new ProblemError({ code, message: code })),
      })
    })
  end = followAnswers({ call } as unknown as DataClient)
})
afterEach(() => end())

const until = (is: () => boolean) => expect.poll(is, { interval: 10, timeout: 5000 }).toBe(true)

describe('answers on the map', () => {
  it('are asked once, are called what was asked in each language, and have what was found', async () => {
    addAnswer(NEAR_LAKES)
    await until(() => asked.length === 1)
    expect(asked[0]?.request).toMatchObject({ test: { relation: 'within', meters: 2500 } })
    expect(status()).toEqual({ kind: 'loading', share: null })
    asked[0]!.answer({ bbox: [-100, 20, -90, 30] })
    await until(() => entry()?.files.length === 1)
    expect(entry()).toMatchObject({
      title: {
        en: 'The ports within 2.5\u00a0km of The lakes',
        fr: 'Les ports à 2,5\u00a0km au plus de «\u00a0Les lakes\u00a0»',
        es: 'Los ports a no más de 2.5\u00a0km de “Los lakes”',
      },
      bbox: [-100, 20, -90, 30],
      files: [{ bytes: 4, featureCount: 2 }],
    })
    expect(JSON.parse(entry()!.answer!.recipe)).toEqual(JSON.parse(NEAR_LAKES))
    expect(status()).toEqual({ kind: 'ready' })
    expect(asked).toHaveLength(1)
  })

  it('are asked anew of what is seen of their layers, and what was asked before is let go of', async () => {
    addAnswer(NEAR_LAKES)
    await until(() => asked.length === 1)
    state().setLayer('ports', {
      filter: { kind: 'compare', field: 'fuel', operator: '=', value: 'coal' },
    })
    await until(() => asked.length === 2)
    expect(asked[0]?.signal.aborted).toBe(true)
    expect(asked[1]?.request.condition).toMatchObject({ value: 'coal' })
    // What changes of other things asks nothing.
    state().setLayer('answer-1', { opacity: 0.3 })
    asked[1]!.answer({})
    await until(() => entry()?.files.length === 1)
    const { path } = entry()!.files[0]!
    changeAnswer('answer-1', NEAR_LAKES.replace('2.5', '7'))
    await until(() => asked.length === 3)
    // What was found stays until there is more.
    expect(entry()!.files[0]!.path).toBe(path)
    asked[2]!.answer({ featureCount: 8 })
    await until(() => entry()?.files[0]?.featureCount === 8)
    expect(entry()!.files[0]!.path).not.toBe(path)
    expect(asked).toHaveLength(3)
  })

  it('say why they are not found, and are tried again when they are read anew', async () => {
    addAnswer(NEAR_LAKES)
    await until(() => asked.length === 1)
    asked[0]!.fail('answer-too-large')
    await until(() => status()?.kind === 'failed')
    expect(status()).toMatchObject({ problem: { code: 'answer-too-large' } })
    expect(asked).toHaveLength(1)
    state().retryLayer('answer-1')
    await until(() => asked.length === 2)
    changeAnswer('answer-1', '{"layer":"ports","near":{"layer":"nowhere","relation":"meets"}}')
    await until(() => status()?.kind === 'failed')
    expect(status()).toMatchObject({ problem: { code: 'ask-layer-unknown' } })
  })

  it('are let go of with their layer', async () => {
    addAnswer(NEAR_LAKES)
    await until(() => asked.length === 1)
    state().removeLayer('answer-1')
    expect(asked[0]?.signal.aborted).toBe(true)
    expect(state().answers).toEqual([])
    expect(entry()).toBeUndefined()
  })
})
