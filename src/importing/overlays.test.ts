import { zipSync } from 'fflate'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { bytesSource } from '../formats/bytes/byte-source.ts'
import { readFiles } from '../formats/registry/read-files.ts'
import { writeOverlays } from './overlays.ts'

it('keeps the images on the ground and on the screen apart, the undermost of each first', async () => {
  const png = new Uint8Array(PNG.sync.write(new PNG({ width: 2, height: 2 })))
  const icon = '<Icon><href>a.png</href></Icon>'
  const box =
    '<LatLonBox><north>46</north><south>45</south><east>-73</east><west>-74</west></LatLonBox>'
  const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <ScreenOverlay><name>above</name><drawOrder>9</drawOrder><color>80FF8000</color>${icon}</ScreenOverlay>
    <GroundOverlay><name>ground</name>${icon}${box}</GroundOverlay>
    <ScreenOverlay><name>bar</name><color>ff0000ff</color><size x="9" y="1" xunits="pixels" yunits="pixels"/></ScreenOverlay>
    <ScreenOverlay><name>away</name><visibility>0</visibility>${icon}</ScreenOverlay>
    </Document></kml>`
  const archive = zipSync({ 'doc.kml': new TextEncoder().encode(kml), 'a.png': png })
  const result = await readFiles([bytesSource(archive, 'a.kmz')])
  if (!result.ok) throw new Error(result.problem.code)
  const paths: string[] = []
  const written = await writeOverlays('device-a', result.layers[0]!, async (path) => {
    paths.push(path)
    return png.length
  })
  expect(paths).toEqual(['device-a.overlay-0.png', 'device-a.overlay-2.png'])
  expect(written.overlays.map(({ name, path }) => [name, path])).toEqual([['ground', paths[0]]])
  expect(written.screenOverlays).toEqual([
    {
      name: 'bar',
      opacity: 1,
      tint: '#ff0000',
      place: {
        size: { x: 9, y: 1, xUnits: 'pixels', yUnits: 'pixels' },
        rotationDegrees: 0,
      },
    },
    {
      name: 'above',
      opacity: 128 / 255,
      tint: '#0080ff',
      image: { path: paths[1], bytes: png.length },
      place: { rotationDegrees: 0 },
    },
  ])
})
