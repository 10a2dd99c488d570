import { z } from '../model/zod.ts'
import { localized } from './localized.ts'
import { AREAS } from './vocabulary.ts'

/** The number of a project as the plan writes it: `1`, `5A`. Pages and addresses use it in lower case. */
export const projectNumber = z
  .string()
  .regex(/^[1-9][0-9]?[A-C]?$/, 'a project number is digits and at most one capital: 12, 5A')

/** A project of the CEC's 2009 Operational Plan (third draft, 28 November 2008). */
export const projectSchema = z.strictObject({
  no: projectNumber,
  title: localized,
  /** The plan as it stands lacks the project's title; ours describes what the plan says of it. */
  titleIsDescriptive: z.literal(true).optional(),
  area: z.enum(AREAS),
  /** The project of which this one is a part. */
  parent: projectNumber.optional(),
  workingGroups: z.array(localized).min(1),
  managers: z.array(z.string().min(1)),
  /** The planned allocation of 2009 in Canadian dollars. */
  allocationCad: z.int().positive(),
  /** The same with the completion of what 2008 left open, where the plan adds it. */
  allocationWithCarryOverCad: z.int().positive().optional(),
  /** What the project does. */
  summary: localized,
  /** What it gives to the Atlas or takes from it; absent where the plan says nothing of maps. */
  atlas: localized.optional(),
})

export type Project = z.infer<typeof projectSchema>

/** The part of an address that names a project: `5a`. */
export function toProjectSlug(no: string): string {
  return no.toLowerCase()
}
