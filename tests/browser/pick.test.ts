import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { MapCommands, PickedFeature } from '../../src/state/map-commands.ts'
import { atlasUnderTest, waitUntilDrawn } from '../support/atlas.ts'
import { countDifferentPixels, shareOfColor, takeMapPicture } from '../support/pictures.ts'

const atlas = atlasUnderTest()

type Place = [lon: number, lat: number]

/** What the map's element gives of what the page can ask of the map. */
type MapElement = HTMLElement & { commands: MapCommands }

const SUPERIOR: Place = [-88.2, 47.7]
const SHORE: Place = [-89.6, 45.9]
const HIGHLIGHT = '#c4550a'

/** Works on the map as a feature of the Atlas does. */
function onMap<Argument, Result>(
  page: Page,
  work: (map: MapCommands, argument: Argument) => Result,
  argument: Argument,
): Promise<Result> {
  return page.evaluate(
    ({ code, value }) => {
      const { commands } = document.querySelector('[data-drawn]') as MapElement
      return new Function('map', 'argument', `return (${code})(map, argument)`)(commands, value)
    },
    { code: work.toString(), value: argument },
  ) as Promise<Result>
}

const featuresAt = (page: Page, place: Place, tolerance = 4): Promise<PickedFeature[]> =>
  onMap(page, (map, { place: at, tolerance: pixels }) => map.featuresAt(map.project(at)!, pixels), {
    place,
    tolerance,
  })

async function change(page: Page, action: () => Promise<unknown>): Promise<void> {
  await action()
  await page.waitForTimeout(300)
  await waitUntilDrawn(page)
}

const VIEW = 'at=-86,46.5&layers=populated-places,rivers,lakes,land'

describe.each([
  ['naaf', 3],
  ['mercator', 4],
  ['globe', 4],
] as const)('on the map in the projection %s', (projection, zoom) => {
  it('a feature is found where it is drawn, and stands out there, and no more when that has ended', async () => {
    const { page, complaints } = await atlas.open(`?proj=${projection}&z=${zoom}&${VIEW}`)
    const before = await takeMapPicture(page)
    const lakes = (await featuresAt(page, SUPERIOR)).filter(({ layerId }) => layerId === 'lakes')
    expect(lakes).toMatchObject([{ layerId: 'lakes', id: expect.any(Number), kind: 'area' }])
    expect(lakes[0]?.properties.name_es).toBe('Lago Superior')
    const onShore = await featuresAt(page, SHORE, 1)
    expect(onShore.map(({ layerId }) => layerId)).toContain('land')
    expect(onShore.map(({ layerId }) => layerId)).not.toContain('lakes')
    // Within the tolerance of a finger, but not under it.
    expect((await featuresAt(page, SHORE, 60)).some(({ kind }) => kind !== 'area')).toBe(true)

    const { id } = lakes[0]!
    await change(page, () =>
      onMap(page, (map, ids) => map.setHighlight('test', { layerId: 'lakes', ids }), [id]),
    )
    const marked = await takeMapPicture(page)
    expect(shareOfColor(marked, HIGHLIGHT, 24)).toBeGreaterThan(0.0008)
    // The lake is tinted, its shore is not.
    const seen = await colorsAt(page, [SUPERIOR, SHORE])
    await change(page, () => onMap(page, (map) => map.setHighlight('test', null), null))
    const [lake, shore] = await colorsAt(page, [SUPERIOR, SHORE])
    expect(seen[0]).not.toEqual(lake)
    expect(seen[1]).toEqual(shore)
    expect(countDifferentPixels(before, await takeMapPicture(page))).toBeLessThan(2500)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('a geometry stands out on its ground, across the antimeridian too', async () => {
    const { page } = await atlas.open(`?proj=${projection}&z=${zoom}&at=-178,52&layers=land`)
    const geometries = [
      { type: 'Point', coordinates: [-176, 52] },
      {
        type: 'LineString',
        coordinates: [
          [176, 50],
          [184, 50],
        ],
      },
    ] as const
    await change(page, () =>
      onMap(
        page,
        (map, given) => map.setHighlight('test', { geometries: given as never }),
        geometries,
      ),
    )
    const pixels = await onMap(
      page,
      (map, places: Place[]) => places.map((place) => map.project(place)!),
      [
        [178, 50],
        [-178, 50],
      ] as Place[],
    )
    const picture = await takeMapPicture(page)
    for (const [x, y] of pixels) {
      const at = (Math.round(y) * picture.width + Math.round(x)) * 4
      const [red = 0, green = 0, blue = 0] = picture.data.subarray(at, at + 3)
      // The line's own colour, smoothed with the halo at its sides.
      expect(red - blue).toBeGreaterThan(120)
      expect(green).toBeLessThan(130)
    }
    expect(shareOfColor(picture, HIGHLIGHT)).toBeGreaterThan(0.0001)
    await page.context().close()
  })
})

describe('pointing', () => {
  it('finds a town by its marker and by its name, and one feature once', async () => {
    const { page } = await atlas.open('?at=-99.13,19.43&z=5&layers=populated-places,land')
    const [town, ...others] = (await featuresAt(page, [-99.13, 19.43], 8)).filter(
      ({ layerId }) => layerId === 'populated-places',
    )
    expect(town).toMatchObject({ kind: 'point' })
    expect(new Set([town, ...others].map((each) => each?.id)).size).toBe(1 + others.length)
    await change(page, () =>
      onMap(page, (map, ids) => map.setHighlight('test', { layerId: 'populated-places', ids }), [
        town!.id,
      ]),
    )
    expect(shareOfColor(await takeMapPicture(page), HIGHLIGHT)).toBeGreaterThan(0.00005)
    await page.context().close()
  })
})

async function colorsAt(page: Page, places: readonly Place[]): Promise<number[][]> {
  const pixels = await onMap(
    page,
    (map, given: readonly Place[]) => given.map((place) => map.project(place)!),
    places,
  )
  const picture = await takeMapPicture(page)
  return pixels.map(([x, y]) => {
    const at = (Math.round(y) * picture.width + Math.round(x)) * 4
    return [...picture.data.subarray(at, at + 3)]
  })
}
