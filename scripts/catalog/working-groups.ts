import type { Localized } from '../../src/model/schema.ts'

/** The groups that steer the projects, each named once. */
export const WORKING_GROUPS = {
  atlas: {
    en: 'North American Atlas Consultative Group (NAACG)',
    fr: 'Groupe consultatif de l’Atlas nord-américain (NAACG)',
    es: 'Grupo Consultivo del Atlas de América del Norte (NAACG)',
  },
  landChange: {
    en: 'Land-change subgroup: North American Land Change Monitoring System (NALCMS)',
    fr: 'Sous-groupe des changements du territoire : Système nord-américain de surveillance des changements de la couverture terrestre (NALCMS)',
    es: 'Subgrupo de cambio del territorio: Sistema de Monitoreo del Cambio en la Cobertura del Suelo de América del Norte (NALCMS)',
  },
  generalStanding: {
    en: 'General Standing Committee',
    fr: 'Comité permanent général',
    es: 'Comité General Permanente',
  },
  stateOfEnvironment: {
    en: 'State of the Environment Advisory Group',
    fr: 'Groupe consultatif sur l’état de l’environnement',
    es: 'Grupo Asesor sobre el Estado del Medio Ambiente',
  },
  trade: {
    en: 'Trade and Environment Working Group',
    fr: 'Groupe de travail sur le commerce et l’environnement',
    es: 'Grupo de Trabajo sobre Comercio y Medio Ambiente',
  },
  biodiversity: {
    en: 'Biodiversity Conservation Working Group',
    fr: 'Groupe de travail sur la conservation de la biodiversité',
    es: 'Grupo de Trabajo para la Conservación de la Biodiversidad',
  },
  renewableEnergy: {
    en: 'Renewable Energy Experts Committee',
    fr: 'Comité d’experts sur les énergies renouvelables',
    es: 'Comité de Expertos en Energía Renovable',
  },
  enforcement: {
    en: 'Enforcement Working Group',
    fr: 'Groupe de travail sur l’application des lois',
    es: 'Grupo de Trabajo sobre Aplicación de la Legislación',
  },
  hazardousWaste: {
    en: 'Hazardous Waste Task Force',
    fr: 'Groupe d’étude sur les déchets dangereux',
    es: 'Grupo de Tarea sobre Residuos Peligrosos',
  },
  wildlifeEnforcement: {
    en: 'North American Wildlife Enforcement Group (NAWEG)',
    fr: 'Groupe nord-américain d’application de la législation sur les espèces sauvages (NAWEG)',
    es: 'Grupo de América del Norte sobre Aplicación de la Legislación en materia de Vida Silvestre (NAWEG)',
  },
  chemicals: {
    en: 'Sound Management of Chemicals Working Group',
    fr: 'Groupe de travail sur la gestion rationnelle des produits chimiques',
    es: 'Grupo de Trabajo sobre Manejo Adecuado de las Sustancias Químicas',
  },
  monitoring: {
    en: 'Environmental Monitoring and Assessment Working Group',
    fr: 'Groupe de travail sur la surveillance et l’évaluation de l’environnement',
    es: 'Grupo de Trabajo sobre Monitoreo y Evaluación Ambiental',
  },
  air: {
    en: 'North American Air Working Group',
    fr: 'Groupe de travail nord-américain sur l’air',
    es: 'Grupo de Trabajo de América del Norte sobre el Aire',
  },
  prtr: {
    en: 'North American PRTR officials',
    fr: 'Responsables nord-américains des registres de rejets et de transferts de polluants',
    es: 'Responsables de los registros de emisiones y transferencia de contaminantes de América del Norte',
  },
} as const satisfies Readonly<Record<string, Localized>>
