import { describe, expect, it } from 'vitest'
import { bytesSource } from '../bytes/byte-source.ts'
import { readFiles } from '../registry/read-files.ts'

describe('a waypoint of GPX', () => {
  it('has all of its links, and the type that is its own and not that of a link', async () => {
    const gpx = `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="45" lon="-100"><name>A</name>
      <link href="http://one.example/"><text>one</text><type>text/html</type></link>
      <link href="http://two.example/"><text>two</text></link><type>Campground</type></wpt></gpx>`
    const result = await readFiles([bytesSource(new TextEncoder().encode(gpx), 'a.gpx')])
    expect(result.ok && result.layers[0]!.features.feature(0).properties).toEqual({
      name: 'A',
      link: 'http://one.example/',
      link_text: 'one',
      link_type: 'text/html',
      link_2: 'http://two.example/',
      link_2_text: 'two',
      type: 'Campground',
    })
  })
})
