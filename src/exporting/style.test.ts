import { describe, expect, it } from 'vitest'
import { toLayerStyle } from './style.ts'

describe('the look of a layer', () => {
  it('is that of the theme, the scale and the opacity on the map', () => {
    const look = { theme: 'dark', zoom: 2, opacity: 0.5 } as const
    const style = toLayerStyle(
      {
        fields: [
          {
            name: 'depth',
            type: 'double',
            title: { en: 'Depth', fr: 'Profondeur', es: 'Profundidad' },
            unit: 'm',
          },
        ],
        symbology: {
          kind: 'graduated',
          field: 'depth',
          classes: [
            {
              id: 'deep',
              label: { en: 'Deep', fr: 'Profond', es: 'Profundo' },
              symbol: {
                fill: { light: '#ffffff', dark: '#000000' },
                fillOpacity: 0.8,
                line: { light: '#aaaaaa', dark: '#bbbbbb' },
                lineWidth: [
                  [1, 1],
                  [3, 5],
                ],
              },
              from: 0,
            },
          ],
        },
      },
      'fr',
      look,
    )
    expect(style).toMatchObject({
      kind: 'graduated',
      legendTitle: 'Profondeur (m)',
      classes: [
        {
          label: 'Profond',
          from: 0,
          symbol: { fill: '#000000', fillOpacity: 0.4, line: '#bbbbbb', lineWidth: 3 },
        },
      ],
    })
  })
})
