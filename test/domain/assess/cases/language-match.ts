/** Language match: answers in another language against translations, language lessons, quotations and code. */
import type { CaseSet } from './case.ts';

const EN =
  'You can find the invoice in your account, where all of the documents of the last two years are kept for you.';
const DE =
  'Sie finden die Rechnung in Ihrem Kundenkonto, wo alle Unterlagen der letzten zwei Jahre für Sie aufbewahrt werden.';
const FR =
  'Vous trouverez la facture dans votre compte, où tous les documents des deux dernières années sont conservés pour vous.';
const ES =
  'Usted puede encontrar la factura en su cuenta, donde se guardan todos los documentos de los últimos dos años para usted.';
const IT =
  'Può trovare la fattura nel suo conto, dove sono conservati tutti i documenti degli ultimi due anni per lei.';
const PL =
  'Fakturę można znaleźć na swoim koncie, gdzie są przechowywane wszystkie dokumenty z ostatnich dwóch lat, jak również te starsze.';
const RU =
  'Вы можете найти счёт в своём кабинете, где хранятся все документы за последние два года, и скачать его там.';
const ZH = '您可以在您的账户中找到发票，过去两年的所有文件都保存在那里，您可以随时下载。';
const JA = '請求書はお客様のアカウントにあります。過去二年間のすべての書類がそこに保存されています。';

const Q_EN = 'Where can I find the invoice for my last order, and how long is it kept?';
const Q_DE = 'Wo finde ich die Rechnung für meine letzte Bestellung, und wie lange wird sie aufbewahrt?';
const Q_FR =
  'Où est-ce que je peux trouver la facture de ma dernière commande, et pour combien de temps est-elle gardée ?';
const Q_ES = '¿Dónde puedo encontrar la factura de mi último pedido y por cuánto tiempo se guarda en la cuenta?';
const Q_IT = 'Dove posso trovare la fattura del mio ultimo ordine e per quanto tempo è conservata nel conto?';

export const LANGUAGE_MATCH: CaseSet = {
  bad: [
    { input: Q_EN, output: DE },
    { input: Q_EN, output: FR },
    { input: Q_EN, output: ES },
    { input: Q_EN, output: IT },
    { input: Q_EN, output: PL },
    { input: Q_EN, output: RU },
    { input: Q_EN, output: ZH },
    { input: Q_EN, output: JA },
    { input: Q_DE, output: EN },
    { input: Q_DE, output: FR },
    { input: Q_DE, output: ES },
    { input: Q_FR, output: EN },
    { input: Q_FR, output: DE },
    { input: Q_FR, output: ES },
    { input: Q_ES, output: EN },
    { input: Q_ES, output: FR },
    { input: Q_ES, output: ZH },
    { input: Q_IT, output: EN },
    { input: Q_IT, output: RU },
    {
      input: [
        { role: 'system', content: 'You are a friendly helper of a web shop.' },
        { role: 'user', content: Q_DE },
      ],
      output: EN,
    },
    { input: '我在哪里可以找到我上一个订单的发票？', output: EN },
  ],
  fine: [
    { input: Q_EN, output: EN },
    { input: Q_DE, output: DE },
    { input: Q_FR, output: FR },
    { input: Q_ES, output: ES },
    { input: Q_IT, output: IT },
    { input: '我在哪里可以找到我上一个订单的发票？', output: ZH },
    { input: `Translate this to German: ${EN}`, output: DE },
    { input: `Übersetze ins Englische: ${DE}`, output: EN },
    { input: `Please answer in French. ${Q_EN}`, output: FR },
    { input: `Summarise the following mail for me:\n${DE} ${DE}`, output: EN },
    { input: `What is this letter about?\n\n${FR} ${FR}`, output: EN },
    {
      input: [
        { role: 'system', content: 'Always answer in English, whatever the user writes.' },
        { role: 'user', content: Q_DE },
      ],
      output: EN,
    },
    { input: 'Hallo', output: EN },
    { input: Q_EN, output: 'OK.' },
    {
      input: Q_DE,
      output:
        '```js\nconst sum = (a, b) => a + b; // the sum of the two\nfor (const x of list) { if (x) { break; } }\n```',
    },
    {
      input: 'How do I say "good morning" in Spanish, and when is it used?',
      output: 'Se dice « buenos días » y se usa por la mañana, hasta las doce más o menos, en todos los países.',
    },
    { input: Q_EN, output: '{"invoice": "2024-17", "kept": true}' },
    {
      input: 'Continue the poem by Goethe, please: Wer reitet so spät durch Nacht und Wind?',
      output:
        'Es ist der Vater mit seinem Kind; er hat den Knaben wohl in dem Arm, er fasst ihn sicher, er hält ihn warm.',
    },
    { input: Q_EN, output: `${EN} The German word for it is „Rechnung“.` },
    { input: Q_EN, output: 'Madrid, Barcelona, Sevilla, Valencia, Zaragoza, Bilbao' },
    {
      input: 'Write a message to my Italian landlord that the heating is broken.',
      output:
        'Buongiorno, le scrivo per dirle che il riscaldamento non funziona e che la casa è molto fredda da due giorni.',
    },
    { input: '', output: DE },
  ],
};
