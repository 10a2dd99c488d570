import { parseConditionText } from '../model/condition-text.ts'
import type { Language } from '../model/schema.ts'
import { z } from '../model/zod.ts'
import { localized } from './localized.ts'

/** The folder of the subjects and of their list, from the site's root. */
export const SUBJECTS_FOLDER = 'subjects/'

const subjectId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words and hyphens')

/** `index.json`: the subjects in the order in which they are offered; each is a file of its id. */
export const subjectListSchema = z.array(subjectId).min(1).max(40)

const narrowing = z.strictObject({
  /** What is chosen: “Substance reported”. */
  title: localized,
  /** The layer whose features are chosen by it. */
  layer: z.string(),
  /** What the layer does not know of any of the choices. */
  limits: localized,
  choices: z
    .array(
      z.strictObject({
        id: subjectId,
        title: localized,
        /** As `src/model/condition-text.ts` has it. */
        condition: z.string().transform((text, { addIssue }) => {
          const condition = parseConditionText(text)
          if (!condition) addIssue('the condition cannot be read')
          return condition ?? z.NEVER
        }),
      }),
    )
    .min(1),
})

export type Narrowing = z.infer<typeof narrowing>

/**
 * A subject with which someone may begin: a composed map, in plain words. A file of `public/subjects`; whoever
 * keeps the site adds one, and its id to the list.
 */
export const subjectSchema = z.strictObject({
  id: subjectId,
  title: localized,
  /** One sentence: what there is to be seen. */
  sentence: localized,
  /** What the map does not show, which a reader could believe that it does. */
  limits: localized,
  /**
   * The map as the page's address has it, after its question mark: layers from the topmost down, and the
   * view, if it is not the whole of North America.
   */
  map: z
    .string()
    .regex(
      /^layers=[^&]+(&(at|z|fit|proj)=[^&]+)*$/,
      'the map is “layers=…”, and perhaps “&at=…&z=…”',
    ),
  /** By what the features of a layer of the subject can be chosen where it is asked what is near. */
  narrow: narrowing.optional(),
})

export type Subject = z.infer<typeof subjectSchema>

/** The ids of the layers that a subject names and shows, from the topmost down. */
export function layersOfSubject({ map }: Pick<Subject, 'map'>): readonly string[] {
  const layers = new URLSearchParams(map).get('layers') ?? ''
  return layers.split(',').flatMap((layer) => /^[a-z0-9-]+/.exec(layer)?.[0] ?? [])
}

/** The subject's picture, from the site's root. */
export function toSubjectPicturePath(id: string): string {
  return `${SUBJECTS_FOLDER}${id}.svg`
}

/** The page that offers the subjects, where no scripts are needed. */
export function toHomePath(language: Language): string {
  return `${language}/`
}
