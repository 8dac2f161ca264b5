/** The detector's names of what it finds, as our placeholders call it. What is missing here is left in the text. */
import type { EntityType } from '../entities.ts';

/**
 * Left out on purpose: DATE_TIME and URL, which say nothing of a person by themselves.
 * @see https://docs.aws.amazon.com/comprehend/latest/dg/how-pii.html
 */
const OURS: Readonly<Record<string, EntityType>> = {
  ADDRESS: 'ADDRESS',
  AGE: 'AGE',
  AWS_ACCESS_KEY: 'API_KEY',
  AWS_SECRET_KEY: 'API_KEY',
  BANK_ACCOUNT_NUMBER: 'BANK_ACCOUNT',
  BANK_ROUTING: 'BANK_ROUTING',
  CA_HEALTH_NUMBER: 'MEDICAL_RECORD',
  CA_SOCIAL_INSURANCE_NUMBER: 'CA_SIN',
  CREDIT_DEBIT_CVV: 'CVV',
  CREDIT_DEBIT_EXPIRY: 'CARD_EXPIRY',
  CREDIT_DEBIT_NUMBER: 'CREDIT_CARD',
  DRIVER_ID: 'DRIVING_LICENCE',
  EMAIL: 'EMAIL',
  INTERNATIONAL_BANK_ACCOUNT_NUMBER: 'IBAN',
  IN_AADHAAR: 'IN_AADHAAR',
  IN_PERMANENT_ACCOUNT_NUMBER: 'IN_PAN',
  IP_ADDRESS: 'IP_ADDRESS',
  LICENSE_PLATE: 'VEHICLE_ID',
  MAC_ADDRESS: 'MAC_ADDRESS',
  NAME: 'PERSON',
  PASSPORT_NUMBER: 'PASSPORT',
  PASSWORD: 'PASSWORD',
  PHONE: 'PHONE',
  PIN: 'PIN',
  SSN: 'SSN',
  SWIFT_CODE: 'BIC',
  UK_NATIONAL_HEALTH_SERVICE_NUMBER: 'UK_NHS',
  UK_NATIONAL_INSURANCE_NUMBER: 'UK_NINO',
  UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER: 'UK_UTR',
  US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER: 'US_ITIN',
  VEHICLE_IDENTIFICATION_NUMBER: 'VEHICLE_ID',
};

export const ourType = (type: string): EntityType | undefined => (Object.hasOwn(OURS, type) ? OURS[type] : undefined);
