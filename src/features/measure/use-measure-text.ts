import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/use-language.ts'
import type { Drawing } from '../../state/drawings.ts'
import { formatArea, formatBearing, formatLength } from './format-measure.ts'
import { toMeasures } from './to-measures.ts'

/** Gives the measures of a drawing in one line, on WGS 84, in the reader's language. */
export function useMeasureText(): (drawing: Pick<Drawing, 'kind' | 'places'>) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  return (drawing) => {
    const { lengthMeters, areaSquareMeters, radiusMeters, bearingDegrees } = toMeasures(drawing)
    return [
      lengthMeters && formatLength(lengthMeters.ellipsoid, language),
      areaSquareMeters && formatArea(areaSquareMeters.ellipsoid, language),
      radiusMeters &&
        t('measure.radiusOf', { radius: formatLength(radiusMeters.ellipsoid, language) }),
      lengthMeters &&
        bearingDegrees !== undefined &&
        t('measure.bearingOf', { bearing: formatBearing(bearingDegrees, language) }),
    ]
      .filter(Boolean)
      .join(' · ')
  }
}
