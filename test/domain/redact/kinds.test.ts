/** One example at least of every type the engine finds, and look-alikes that are none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';

const { redact } = createRedactor(DEFAULT_POLICY);

const FOUND: readonly (readonly [text: string, redacted: string])[] = [
  ['My PESEL is 44051401359', 'My PESEL is [PL_PESEL]'],
  ['NIP 526-000-12-46', 'NIP [PL_NIP]'],
  ['BSN 111222333', 'BSN [NL_BSN]'],
  ['NHS number 943 476 5919', 'NHS number [UK_NHS]'],
  ['nino AB123456C', 'nino [UK_NINO]'],
  ['UTR 1955839661', 'UTR [UK_UTR]'],
  ['SIN 130 692 544', 'SIN [CA_SIN]'],
  ['TFN 123 456 782', 'TFN [AU_TFN]'],
  ['ABN 51 824 753 556', 'ABN [AU_ABN]'],
  ['Medicare 2123 45670 1', 'Medicare [AU_MEDICARE]'],
  ['Aadhaar 2345 6789 0124', 'Aadhaar [IN_AADHAAR]'],
  ['PAN ABCPE1234F', 'PAN [IN_PAN]'],
  ['GSTIN 27AAPFU0939F1ZV', 'GSTIN [IN_GSTIN]'],
  ['CPF 529.982.247-25', 'CPF [BR_CPF]'],
  ['CNPJ 11.222.333/0001-81', 'CNPJ [BR_CNPJ]'],
  ['Steuer-ID 86095742719', 'Steuer-ID [DE_TAX_ID]'],
  ['Sozialversicherungsnummer 65 170839 J 003', 'Sozialversicherungsnummer [DE_SOCIAL_SECURITY]'],
  ['NIR 1 85 05 78 006 084 91', 'NIR [FR_NIR]'],
  ['DNI 12345678Z', 'DNI [ES_NIF]'],
  ['NIE X1234567L', 'NIE [ES_NIF]'],
  ['codice fiscale RSSMRA85T10A562S', 'codice fiscale [IT_FISCAL_CODE]'],
  ['personnummer 811228-9874', 'personnummer [SE_PERSONNUMMER]'],
  ['マイナンバー 123456789018', 'マイナンバー [JP_MY_NUMBER]'],
  ['NPI 1234567893', 'NPI [US_NPI]'],
  ['DEA AB1234563', 'DEA [US_DEA]'],
  ['MBI 1EG4-TE5-MK73', 'MBI [US_MBI]'],
  ['ITIN 912-70-1234', 'ITIN [US_ITIN]'],
  ['routing 021000021', 'routing [BANK_ROUTING]'],
  ['VIN 1HGCM82633A004352', 'VIN [VEHICLE_ID]'],
  ['IMEI 490154203237518', 'IMEI [DEVICE_ID]'],
  ['BIC DEUTDEFF500', 'BIC [BIC]'],
  ['passport C01X00T47', 'passport [PASSPORT]'],
  ['driver license D1234567', 'driver license [DRIVING_LICENCE]'],
  ['visa 4111111111111111 cvc: 999', 'visa [CREDIT_CARD] cvc: [CVV]'],
  ['card expires 12/27', 'card expires [CARD_EXPIRY]'],
  ['PIN 4821', 'PIN [PIN]'],
  ['MRN 00123456', 'MRN [MEDICAL_RECORD]'],
  ['MRN: MRN-0012345', 'MRN: [MEDICAL_RECORD]'],
  ['Patient: MRN 83729104, DOB 04/11/1979', 'Patient: MRN [MEDICAL_RECORD], DOB [DATE_OF_BIRTH]'],
  ['DOB 03/05/1980', 'DOB [DATE_OF_BIRTH]'],
  ['born on March 5, 1980', 'born on [DATE_OF_BIRTH]'],
  ['she is 45 years old', 'she is [AGE] years old'],
  ['account number 12345678', 'account number [BANK_ACCOUNT]'],
  ['1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', '[CRYPTO_ADDRESS]'],
  ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', '[CRYPTO_ADDRESS]'],
  ['0x52908400098527886E0F7030069857D2E4169EE7', '[CRYPTO_ADDRESS]'],
  ['host 203.0.113.77', 'host [IP_ADDRESS]'],
  ['host 2001:db8::8a2e:370:7334', 'host [IP_ADDRESS]'],
  ['mac 00:1b:44:11:3a:b7 or 00-1B-44-11-3A-B8', 'mac [MAC_ADDRESS_1] or [MAC_ADDRESS_2]'],
  ['+49 30 901820', '[PHONE]'],
  ['tel (030) 12345678', 'tel [PHONE]'],
  ['555-0199 is short, 212-555-0199 is not', '555-0199 is short, [PHONE] is not'],
  ['123 Main St, Springfield, IL 62704', '[ADDRESS]'],
  ['1 rue de la Paix, 75002 Paris', '[ADDRESS]'],
  ['Hauptstraße 12, 10115 Berlin', '[ADDRESS]'],
  ['10 Downing Street, London SW1A 2AA', '[ADDRESS]'],
  ['ssn 123-45-6789 45 years old', 'ssn [SSN] [AGE] years old'],
  ['PIN 4821 45 of them', 'PIN [PIN] 45 of them'],
];

for (const [text, redacted] of FOUND) {
  test(`redact() finds what is personal in: ${text}`, () => {
    assert.equal(redact(text).value, redacted);
  });
}

const LEFT: readonly string[] = [
  'order 12345678 shipped',
  'invoice 2024-0001-555',
  'UTC 2024-05-05 10:20:30',
  'version 1.2.3.4 of the agent',
  'listens on 127.0.0.1:8080',
  'commit 9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c',
  'trace 4bf92f3577b34da6a3ce929d0e0e4736',
  '123e4567-e89b-12d3-a456-426614174000',
  'a 16-digit id 4111111111111112',
  'the password is required',
  'set password: string and token: string',
  'max_tokens: 4096, temperature: 0.25',
  'const apiKey = process.env.OPENAI_API_KEY',
  'import { readFile } from "node:fs/promises"',
  'npm install @types/node@24.0.0',
  'see RFC 9457 section 3.1',
  'on 03/05/1980 it rained',
  '1,234,567.89 USD',
  '0.4111111111111111',
  '[EMAIL_1] and [PERSON] stay',
  '// 2.2.1.2',
  '@deprecated Oracle 12.1.0.2',
  '(RFC 7540 8.1.2.4)',
  'engine "19.0.0.0"',
  '<Buffer 01 02 03 04 05 06 07 08>',
  'in the LICENSE file.\n\npackage issue26743',
  'MIT license. Copyright (c) 2012-2019',
  'func run(pass *analysis.Pass) error',
  'const secret = secretsmanager.Secret.fromSecretNameV2',
  'secret: config?.disableS3ExpressSessionAuth',
  'identified by `code:` in the list',
  '"PWD": "/var/task/app"',
  'exponentiation by (p + 1) / 4 yields a square',
  'via the DOM Level 2',
  'for comparing 2 of them',
  'pod/coredns-5cb4fb54c7-q222j   1/1     Running   0          23m',
  'file_2024_05_06.csv and run_20240506',
  'call_8392018312 returned',
];

for (const text of LEFT) {
  test(`redact() leaves alone: ${text}`, () => {
    assert.equal(redact(text).value, text);
  });
}
