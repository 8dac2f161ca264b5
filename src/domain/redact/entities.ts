/** The kinds of personal data and secrets the engine finds, and which one wins where two claim the same text. */

/** What is known about one kind of finding. */
interface Entity {
  /** 1–9: the higher one keeps the text when two findings overlap; between equals the longer one does. */
  readonly priority: number;
  /** True when it is also looked for in short labels (model names, tags, headers), where names and addresses are not. */
  readonly inLabels: boolean;
}

const secret: Entity = { priority: 9, inLabels: true };
const checked: Entity = { priority: 8, inLabels: true };
const national: Entity = { priority: 7, inLabels: true };
const shaped: Entity = { priority: 6, inLabels: true };
const contextual: Entity = { priority: 5, inLabels: true };

/** Every type by the name its placeholder carries. */
export const ENTITIES = {
  API_KEY: secret,
  JWT: secret,
  PASSWORD: secret,
  PRIVATE_KEY: secret,
  EMAIL: checked,
  CREDIT_CARD: checked,
  IBAN: checked,
  CRYPTO_ADDRESS: checked,
  SSN: national,
  US_ITIN: national,
  US_NPI: national,
  US_DEA: national,
  US_MBI: national,
  UK_NHS: national,
  UK_NINO: national,
  UK_UTR: national,
  CA_SIN: national,
  AU_TFN: national,
  AU_ABN: national,
  AU_MEDICARE: national,
  IN_AADHAAR: national,
  IN_PAN: national,
  IN_GSTIN: national,
  BR_CPF: national,
  BR_CNPJ: national,
  DE_TAX_ID: national,
  DE_SOCIAL_SECURITY: national,
  FR_NIR: national,
  ES_NIF: national,
  IT_FISCAL_CODE: national,
  NL_BSN: national,
  PL_PESEL: national,
  PL_NIP: national,
  SE_PERSONNUMMER: national,
  JP_MY_NUMBER: national,
  IP_ADDRESS: shaped,
  MAC_ADDRESS: shaped,
  VEHICLE_ID: shaped,
  DEVICE_ID: shaped,
  BIC: shaped,
  BANK_ROUTING: shaped,
  CVV: contextual,
  CARD_EXPIRY: contextual,
  PIN: contextual,
  PHONE: contextual,
  PASSPORT: contextual,
  DRIVING_LICENCE: contextual,
  BANK_ACCOUNT: contextual,
  MEDICAL_RECORD: contextual,
  DATE_OF_BIRTH: contextual,
  AGE: contextual,
  ADDRESS: { priority: 3, inLabels: false },
  PERSON: { priority: 2, inLabels: false },
} as const satisfies Record<string, Entity>;

/** The name of a built-in type, as its placeholder shows it. */
export type EntityType = keyof typeof ENTITIES;

/** Tells whether a name is that of a built-in type. */
export const isEntityType = (name: string): name is EntityType => Object.hasOwn(ENTITIES, name);

/** Own literals and patterns of a project outrank everything: the project said so. */
const CUSTOM_PRIORITY = 10;

/** Which of two overlapping findings is kept, 0–10; names that are not built in are a project's own rules. */
export const priorityOf = (type: string): number => (isEntityType(type) ? ENTITIES[type].priority : CUSTOM_PRIORITY);
