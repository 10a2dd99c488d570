import { beforeEach, describe, expect, it } from 'vitest'
import type { LayerEntry } from '../catalog/device-layer.ts'
import { addAnswer, changeAnswer, keepAnswers, setAnswerEntry } from './answers.ts'
import { whyUnfollowable } from './followed-answers.ts'
import { type LayerView, toLayerView } from './layer-view.ts'
import { letAddressesName } from './panels.ts'
import type { Told } from './parameters/parameter.ts'
import { useAtlas } from './store.ts'
import { formatAddress, parseAddress, toAddressed, toShowing } from './url.ts'

const toEntry = (id: string, more: object = {}) =>
  ({
    id,
    title: { en: id, fr: id, es: id },
    keyField: 'number',
    files: [{ path: `${id}.fgb`, bytes: 9, featureCount: 3 }],
    fields: [{ name: 'fuel', type: 'string' }],
    ...more,
  }) as unknown as LayerEntry

const start = { ...useAtlas.getState() }
const NEAR_LAKES = '{"layer":"ports","near":{"layer":"lakes","relation":"within","km":5}}'
const RIVERS = '{"layer":"rivers"}'
const state = () => useAtlas.getState()
const entry = () => state().catalog.get('answer-1')!
const idsOf = (layers: readonly LayerView[]) => layers.map(({ id }) => id)

beforeEach(() => {
  letAddressesName(['ask', 'table'])
  const catalog = new Map(
    [
      toEntry('ports'),
      toEntry('lakes'),
      toEntry('rivers'),
      toEntry('device-mine', { state: 'device' }),
    ].map((one) => [one.id, one]),
  )
  useAtlas.setState({ ...start, catalog, layers: [toLayerView('ports'), toLayerView('lakes')] })
})

describe('an answer that is a layer', () => {
  it('stands in the place of the layer that is asked, with its question open', () => {
    addAnswer(NEAR_LAKES)
    expect(state().layers.map(({ id, visible }) => [id, visible])).toEqual([
      ['answer-1', true],
      ['ports', false],
      ['lakes', true],
    ])
    expect(state().panels).toEqual([{ id: 'ask', subject: 'answer-1' }])
    // Until it is found it has no data, and keys that are its own file's.
    expect(entry()).toMatchObject({ files: [], answer: { of: 'ports', blob: null } })
    expect(entry().keyField).toBeUndefined()
    addAnswer(RIVERS)
    expect(state().answers.map(({ id }) => id)).toEqual(['answer-1', 'answer-2'])
  })

  it('is what an address says that gave it, and whoever opens the address is told of a layer that is not there', () => {
    addAnswer(NEAR_LAKES)
    useAtlas.getState().setLayer('answer-1', { opacity: 0.5 })
    const address = formatAddress(state())
    const told: Told[] = []
    const open = (search: string) => {
      const fresh = { ...start, catalog: new Map([...state().catalog].slice(0, 4)) }
      const parsed = parseAddress(search)
      expect(parsed.faults).toEqual([])
      return { ...fresh, ...toAddressed(fresh, parsed, (one) => told.push(one)) }
    }
    const opened = open(address)
    expect(opened.answers).toEqual(state().answers)
    expect(opened.layers).toEqual(state().layers)
    expect(opened.panels).toEqual(state().panels)
    expect(formatAddress(opened)).toBe(address)
    expect(told).toEqual([])
    const other = open(address.replaceAll('ports', 'portals'))
    expect(other.answers).toEqual([])
    expect(idsOf(other.layers)).toEqual(['lakes'])
    expect(told.map(({ names }) => names)).toContainEqual(['answer-1', 'portals'])
  })

  it.each([
    '[[1,{"layer":"ports"}],[1,{"layer":"ports"}]]',
    '[[0,{"layer":"ports"}]]',
    '[["1",{"layer":"ports"}]]',
    '[[1,null]]',
    '[[1,"ports"]]',
    '{"layer":"ports"}',
    '[[1',
    `[[1,{"layer":"${'a'.repeat(2000)}"}]]`,
    `[${Array.from({ length: 11 }, (_, nth) => `[${nth + 1},{"layer":"ports"}]`)}]`,
  ])('is no answer where an address says %s', (text) => {
    expect(parseAddress(`?answers=${encodeURIComponent(text)}`).faults).toHaveLength(1)
  })

  it('has no layer but one of the catalogue, and no other answer, for its own', () => {
    for (const layer of ['device-mine', 'answer-1', '__proto__']) {
      const changed = toAddressed(
        state(),
        parseAddress(`?answers=[[1,{"layer":"${layer}"}]]&layers=ports`),
        () => undefined,
      )
      expect(changed.answers).toEqual([])
    }
  })

  it('keeps what was found until another is, with the question that it answers', () => {
    addAnswer(NEAR_LAKES)
    const found = { ...entry(), answer: { recipe: NEAR_LAKES, of: 'ports', blob: new Blob() } }
    setAnswerEntry('answer-1', found as unknown as LayerEntry)
    changeAnswer('answer-1', NEAR_LAKES.replace('5', '50'))
    expect(state().answers[0]?.recipe).toContain('50')
    expect(entry()).toBe(found)
  })

  it('begins anew with another layer: filter, classes and table were of the former one', () => {
    addAnswer(NEAR_LAKES)
    state().setLayer('answer-1', { hiddenClasses: ['coal'], opacity: 0.4 })
    state().openPanel('table', 'answer-1')
    changeAnswer('answer-1', RIVERS)
    expect(entry().answer?.of).toBe('rivers')
    expect(state().layers[0]).toEqual({ ...toLayerView('answer-1'), opacity: 0.4 })
    expect(state().panels).toEqual([{ id: 'ask', subject: 'answer-1' }])
  })

  it('goes with its layer, and with a map that another takes the place of', () => {
    addAnswer(NEAR_LAKES)
    state().removeLayer('answer-1')
    expect(formatAddress(state())).not.toContain('answers=')
    keepAnswers(new Set())
    expect(state()).toMatchObject({ answers: [], panels: [] })
    expect(state().catalog.has('answer-1')).toBe(false)
    addAnswer(NEAR_LAKES)
    const shown = toShowing(state(), 'layers=lakes', () => undefined)
    expect([shown.answers, idsOf(shown.layers!)]).toEqual([[], ['lakes']])
  })

  it('is not offered of what no address can say', () => {
    expect(whyUnfollowable(NEAR_LAKES, [])).toBeNull()
    expect(whyUnfollowable('{"layer":"device-mine"}', [])).toBe('own-layers')
    expect(whyUnfollowable(`"${'a'.repeat(2000)}"`, [])).toBe('too-long')
    const ten = Array.from({ length: 10 }, (_, nth) => ({ id: `answer-${nth}`, recipe: RIVERS }))
    expect(whyUnfollowable(RIVERS, ten)).toBe('too-many')
  })
})
