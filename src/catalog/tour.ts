import { parseConditionText } from '../model/condition-text.ts'
import type { Language } from '../model/schema.ts'
import { z } from '../model/zod.ts'
import { localized } from './localized.ts'
import { toLanguageFolder } from './metadata/site.ts'
import { webAddress } from './web-address.ts'

/** The folder of the tours and of their list, from the site's root. */
export const TOURS_FOLDER = 'tours/'

const id = z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'an id is lower-case words and hyphens')

/** `index.json`: the tours in the order in which they are offered; each is a file of its id. */
export const tourListSchema = z.array(id).min(1).max(40)

/**
 * A number that the words of a step name, as `{{name}}`, and how it comes from the data: so that words that a new
 * edition makes wrong are found (`npm run layers -- check`).
 */
const figure = z.strictObject({
  name: z.string().regex(/^[a-z]+$/),
  layer: z.string(),
  /** Of which features, as `src/model/condition-text.ts` has it; of all where it is missing. */
  where: z
    .string()
    .transform((text, { addIssue }) => {
      const condition = parseConditionText(text)
      if (!condition) addIssue('the condition cannot be read')
      return condition ?? z.NEVER
    })
    .optional(),
  /** How many there are, what a field comes to, or how many different values it has. */
  of: z.union([
    z.literal('count'),
    z.strictObject({ sum: z.string() }),
    z.strictObject({ distinct: z.string() }),
  ]),
  /** As the words say it, rounded. */
  value: z.number().positive(),
  /** By which share of it the data may differ before the words are wrong. */
  within: z.number().min(0).max(0.2),
})

export type TourFigure = z.infer<typeof figure>

const step = z.strictObject({
  title: localized,
  /** Paragraphs, with an empty line between. */
  words: localized,
  /** What is seen, as a subject says it (`src/catalog/subject.ts`). */
  map: z
    .string()
    .regex(/^layers=[^&]+(&(at|z|fit)=[^&]+)*$/, 'the map is “layers=…”, and perhaps “&at=…&z=…”'),
  figures: z.array(figure).max(12).default([]),
  links: z
    .array(z.strictObject({ title: localized, url: webAddress }))
    .max(6)
    .default([]),
})

export type TourStep = z.infer<typeof step>

/** A way through the Atlas in steps of words and a map. A file of `public/tours`: whoever keeps the site adds one. */
export const tourSchema = z.strictObject({
  id,
  title: localized,
  /** One sentence: what there is to be learnt. */
  sentence: localized,
  steps: z.array(step).min(2).max(20),
})

export type Tour = z.infer<typeof tourSchema>

/** The paragraphs of a step in a language, its numbers written by `format`. */
export function toParagraphs(
  { words, figures }: TourStep,
  textOf: (words: TourStep['words']) => string,
  format: (value: number) => string,
): readonly string[] {
  const values = new Map(figures.map(({ name, value }) => [name, format(value)]))
  return textOf(words)
    .split(/\n\n+/)
    .map((paragraph) =>
      paragraph.replace(/{{(\w+)}}/g, (whole, name: string) => values.get(name) ?? whole),
    )
}

/** A step as the subject of the panel of tours, counted from 1. */
export function toStepName(tourId: string, step: number): string {
  return `${tourId}-${step}`
}

/** Which tour and which of its steps, counted from 1, a subject names. */
export function parseStepName(name: string): { readonly id: string; readonly step: number } | null {
  const [, tourId, step] = /^(.+)-(\d+)$/.exec(name) ?? []
  return tourId && step ? { id: tourId, step: Number(step) } : null
}

/** The page that lists the tours: `fr/tours/`. */
export function toToursPath(language: Language): string {
  return `${toLanguageFolder(language)}${TOURS_FOLDER}`
}

/** The page of a tour from the site's root: `fr/tours/energy-and-climate/`. */
export function toTourPath(tourId: string, language: Language): string {
  return `${toLanguageFolder(language)}${TOURS_FOLDER}${tourId}/`
}

/** The picture of a step, counted from 1, from the site's root. */
export function toStepPicturePath(tourId: string, step: number): string {
  return `${TOURS_FOLDER}${tourId}/${step}.png`
}

/** CSS pixels. */
export const STEP_PICTURE = { width: 780, height: 520 } as const
